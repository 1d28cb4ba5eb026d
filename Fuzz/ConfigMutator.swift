/// Changes a config by its lines and words, so that most of what comes is still YAML.
struct ConfigMutator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

  /// What the language has words for, and what breaks readers.
  private static let words = [
    "model", "rules", "classes", "let", "softmax", "expect", "eval", "unmatched", "freeze", "train",
    "name", "type", "module", "parameter", "glob", "regex", "except", "optional", "because",
    "repeat", "as", "children", "parameters", "buffers", "args", "class", "extends", "from", "tie",
    "unknown", "repr", "print", "dtype", "shape", "requires_grad", "temperature", "logits",
    "teacher", "dim", "wrap", "Linear(4, 4)", "Conv2d(3, 8, 3)", "ReLU()", "Sequential", "None",
    "\"*\"", "0.*", "{0..3}", "[0-9]", "[-2:]", "**", "!", "&a", "*a", "<<", "~", "null", "true",
    "1e999", ".inf", "-1", "0", "9223372036854775807", "-9223372036854775808", "2**62", "n // 0",
    "[i for i in x]", "f\"{i}\"", "{i}", "\"\\u0000\"", "\u{2028}", "\u{FEFF}", "é",
    "# freezespec: ignore[all]",
    "other.yaml", "12", "0.1", "'", "\"", "|", ">", "? ", "- ", ": ", ", ", "[", "]", "{", "}",
  ].map { Array($0.utf8) }

  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var lines = Self.lines(bytes)
    for _ in 0...below(3) {
      if lines.isEmpty { lines = [[]] }
      let at = below(lines.count)
      switch below(9) {
      case 0: lines.remove(at: at)
      case 1: lines.insert(lines[below(lines.count)], at: at)
      case 2: lines.swapAt(at, below(lines.count))
      case 3: lines[at] = Array(repeating: UInt8(ascii: " "), count: 2 * below(4)) + lines[at]
      case 4: lines[at] = Array(lines[at].drop { $0 == UInt8(ascii: " ") })
      case 5:
        let end = min(lines.count, at + 1 + below(4))
        lines.insert(contentsOf: lines[at..<end], at: below(lines.count))
      default: lines[at] = changed(lines[at])
      }
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  mutating func crossed(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    let (head, tail) = (Self.lines(first), Self.lines(second))
    let lines = head.prefix(below(head.count + 1)) + tail.suffix(below(tail.count + 1))
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
  }

  /// A line with one of its words put for another, or one more.
  private mutating func changed(_ line: [UInt8]) -> [UInt8] {
    let word = Self.words[below(Self.words.count)]
    let isPart = { (byte: UInt8) in
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }
    let start = below(line.count + 1)
    guard start < line.count, isPart(line[start]), below(4) != 0 else {
      return line[..<start] + word + line[start...]
    }
    let first = line[..<start].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
    let end = line[start...].firstIndex { !isPart($0) } ?? line.count
    return line[..<first] + word + line[end...]
  }
}
