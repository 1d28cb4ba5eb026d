/// The classes that a class names as its bases.
enum DirectBases {
  /// Those bases of a class that no other base of it brings along, in their order.
  static func of(_ number: Int, in classes: [ModelDescription.Class]) -> [Int] {
    let bases = classes[number].bases
    var brought: Set<Int> = []
    for base in bases { brought.formUnion(classes[base].bases) }
    return bases.filter { !brought.contains($0) }
  }
}
