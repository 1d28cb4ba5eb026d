/// Tells which part of a model is missing as a whole.
struct MissingUnits {
  /// The names that are there, in the order of their bytes.
  private let found: [[UInt8]]

  init(found: [String]) {
    self.found = found.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The largest module around a name in which nothing is there, or the name itself.
  func unit(of name: String) -> String {
    for (place, byte) in name.utf8.enumerated() where byte == UInt8(ascii: ".") {
      if !contains(start: Array(name.utf8.prefix(place + 1))) {
        return String(decoding: name.utf8.prefix(place), as: UTF8.self)
      }
    }
    return name
  }

  /// Whether anything is there in the module of a path.
  func isPresent(_ path: String) -> Bool {
    path.isEmpty ? !found.isEmpty : contains(start: Array("\(path).".utf8))
  }

  private func contains(start: [UInt8]) -> Bool {
    let place = found.partitioningIndex { !$0.lexicographicallyPrecedes(start) }
    return place < found.count && found[place].starts(with: start)
  }
}

/// A name with its numbers left open, and a shape: what is alike in it is of one kind.
struct NameKind: Hashable {
  private let name: ExactString
  private let shape: [Int]

  init(_ name: String, _ shape: [Int]) {
    self.name = ExactString(
      components(name).map { WeightRename.isNumber($0) ? "#" : $0 }.joined(separator: "."))
    self.shape = shape
  }
}
