/// Tells which part of a model is missing as a whole.
struct MissingUnits {
  /// The names that are there, in the order of their bytes.
  private let found: [[UInt8]]

  init(found: [String]) {
    self.found = found.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The largest module around a name in which nothing is there, or the name itself.
  func unit(of name: String) -> String {
    let bytes = Array(name.utf8)
    // What has most in common with it stands beside its own place.
    let place = found.partitioningIndex { !$0.lexicographicallyPrecedes(bytes) }
    let common = found[max(0, place - 1)..<min(place + 1, found.count)].reduce(0) { most, other in
      max(most, zip(bytes, other).prefix { $0 == $1 }.count)
    }
    guard let dot = bytes[common...].firstIndex(of: UInt8(ascii: ".")) else { return name }
    return String(decoding: bytes[..<dot], as: UTF8.self)
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
