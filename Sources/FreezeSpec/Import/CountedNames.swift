/// Names that are told apart by numbers: `size`, `size_2`, `size_3`.
struct CountedNames {
  /// The number from which on a name is looked for.
  private var next: [String: Int] = [:]

  /// The first of the names that begin with one, itself before all, which is free.
  ///
  /// What once was taken has to stay so.
  mutating func name(_ base: String, isFree: (String) -> Bool) -> String {
    var number = next[base, default: 1]
    defer { next[base] = number }
    while true {
      let name = number == 1 ? base : "\(base)_\(number)"
      if isFree(name) { return name }
      number += 1
    }
  }
}
