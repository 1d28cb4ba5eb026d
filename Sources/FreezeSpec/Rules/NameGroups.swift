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

  /// Groups names.
  ///
  /// - Parameters:
  ///   - tensorOfName: For each name its tensor, counted from 0 by first name.
  ///   - nameCount: The number of names.
  init(_ tensorOfName: [Int]?, nameCount: Int) {
    guard let tensorOfName else {
      self.tensorOfName = nil
      tensorCount = nameCount
      groups = []
      firstName = nil
      return
    }
    // Tensors are counted by their first names: a new one has the next number.
    var first: [Int] = []
    var several: [Int: [Int]] = [:]
    for (name, tensor) in tensorOfName.enumerated() {
      if tensor == first.count {
        first.append(name)
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

  /// For each tensor, something of its first name.
  func ofFirstNames<Element>(_ ofName: [Element]) -> [Element] {
    guard let firstName else { return ofName }
    return firstName.map { ofName[$0] }
  }
}
