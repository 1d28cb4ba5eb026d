/// Tensors by groups, those of one group in order.
struct GroupedTensors {
  /// For each group where its tensors start, and at last their number.
  private var starts: [Int]
  private var tensors: [Int32]

  /// Sorts tensors, given the group of each.
  init(_ groupOfTensor: [Int], groups: Int) {
    starts = Array(repeating: 0, count: groups + 1)
    for group in groupOfTensor { starts[group + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    tensors = Array(repeating: 0, count: groupOfTensor.count)
    var next = starts
    for (tensor, group) in groupOfTensor.enumerated() {
      tensors[next[group]] = Int32(tensor)
      next[group] += 1
    }
  }

  subscript(group: Int) -> some RandomAccessCollection<Int> {
    tensors[starts[group]..<starts[group + 1]].lazy.map { Int($0) }
  }
}
