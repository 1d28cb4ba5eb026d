/// Which names stand for which tensor.
struct NameGroups {
  /// For each name, its tensor, or `nil` where each is one of its own.
  let tensorOfName: [Int]?
  /// The number of tensors.
  let tensorCount: Int
  /// The names of the tensors that have several, by tensor.
  let groups: [(tensor: Int, names: [Int])]
  /// For each tensor, its first name, or `nil` where they are the same.
  private let firstName: [Int]?

  /// Groups names; what a caller leaves out stands for nothing.
  init(_ tensorOfName: [Int]?, nameCount: Int) {
    guard let tensorOfName else {
      self.tensorOfName = nil
      tensorCount = nameCount
      groups = []
      firstName = nil
      return
    }
    var first: [Int] = []
    var several: [Int: [Int]] = [:]
    for (name, tensor) in tensorOfName.prefix(nameCount).enumerated() where tensor >= 0 {
      while first.count <= tensor { first.append(-1) }
      if first[tensor] < 0 {
        first[tensor] = name
      } else {
        several[tensor, default: [first[tensor]]].append(name)
      }
    }
    self.tensorOfName = tensorOfName
    tensorCount = first.count
    firstName = first
    groups = several.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// A tensor's first name.
  func firstName(of tensor: Int) -> Int { firstName.map { $0[tensor] } ?? tensor }

  /// For each tensor, what matches any of its names, in the form of ``ParameterWalk/matchOfName``.
  func combined(_ walk: inout ParameterWalk) -> [Int32] {
    guard let firstName else { return walk.matchOfName }
    var result = firstName.map { $0 < 0 ? 1 : walk.matchOfName[$0] }
    for group in groups {
      var selectors: Set<Int32> = []
      for name in group.names {
        selectors.formUnion(walk.matches[Int(walk.matchOfName[name] >> 1)])
      }
      result[group.tensor] = walk.matchID(selectors.sorted()) << 1 | (result[group.tensor] & 1)
    }
    return result
  }
}
