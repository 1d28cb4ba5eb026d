/// Words as a POSIX shell takes them.
enum ShellWords {
  /// A word, in quotes where it needs them.
  ///
  /// Two `#` are parted by quotes: with what follows they may be a command to a CI service.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy { scalar in
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
          || "_-./:=,+@%".unicodeScalars.contains(scalar)
      }
    return isPlain
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''").split(separator: "##", omittingEmptySubsequences: false)
        .joined(separator: "#''#") + "'"
  }

  /// The words of a line that ``quoted(_:)`` made.
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: [UInt8]?
    var isQuoted = false
    var isEscaped = false
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    for byte in line.utf8 {
      if isEscaped || (isQuoted && byte != UInt8(ascii: "'")) {
        word = word ?? []
        word?.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "'") {
        isQuoted.toggle()
        word = word ?? []
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: " ") {
        if let word { words.append(text(word)) }
        word = nil
      } else {
        word = word ?? []
        word?.append(byte)
      }
    }
    if let word { words.append(text(word)) }
    return words
  }
}
