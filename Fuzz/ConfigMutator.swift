/// Changes a config by its blocks, lines, values and words, so that most of what comes is still YAML.
struct ConfigMutator {
  private typealias Line = [UInt8]

  private(set) var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// One to three changes.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var lines = Self.lines(bytes)
    for _ in 0...random.below(3) {
      if lines.isEmpty { lines = [[]] }
      let at = random.below(lines.count)
      switch random.below(4) {
      case 0: changeBlock(of: &lines, at: at)
      case 1: changeLine(of: &lines, at: at)
      case 2: changeValue(of: &lines, at: at, from: lines)
      default: lines[at] = withOtherWord(lines[at])
      }
    }
    return Self.joined(lines)
  }

  /// The head of one config and the tail of another, or a block or a value of the other in the first.
  mutating func crossed(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    var (lines, others) = (Self.lines(first), Self.lines(second))
    if lines.isEmpty || others.isEmpty { return first }
    let at = random.below(lines.count)
    switch random.below(3) {
    case 0: lines = lines.prefix(at) + others.suffix(random.below(others.count + 1))
    case 1:
      let block = others[Self.block(in: others, at: random.below(others.count))]
      lines.insert(contentsOf: Self.indented(block, like: lines[at]), at: at)
    default: changeValue(of: &lines, at: at, from: others)
    }
    return Self.joined(lines)
  }

  /// Two configs, a NUL between them: one of them changed, often as a copy of the other.
  mutating func mutatedPair(_ bytes: [UInt8]) -> [UInt8] {
    var sides = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map {
      Array($0)
    }
    if sides.count < 2 { sides.append(sides[0]) }
    let side = random.below(2)
    if random.below(4) == 0 { sides[side] = sides[1 - side] }
    sides[side] = mutated(sides[side])
    return sides[0] + [0] + sides[1]
  }

  // MARK: Blocks

  /// A line with those below it that are indented more.
  private static func block(in lines: [Line], at: Int) -> Range<Int> {
    let depth = indentation(lines[at])
    let end = lines[(at + 1)...].firstIndex { !$0.isEmpty && indentation($0) <= depth }
    return at..<(end ?? lines.count)
  }

  private mutating func changeBlock(of lines: inout [Line], at: Int) {
    let block = Self.block(in: lines, at: at)
    let text = Array(lines[block])
    switch random.below(5) {
    case 0: lines.removeSubrange(block)
    // Beside itself: its key stands there twice.
    case 1: lines.insert(contentsOf: text, at: block.upperBound)
    case 2:
      lines.removeSubrange(block)
      let place = random.below(lines.count + 1)
      let moved = place < lines.count ? Self.indented(text, like: lines[place]) : text
      lines.insert(contentsOf: moved, at: place)
    case 3:
      let other = lines[Self.block(in: lines, at: random.below(lines.count))]
      lines.replaceSubrange(block, with: Self.indented(other, like: lines[at]))
    default:
      let blanks = lines[at].prefix { $0 == UInt8(ascii: " ") }
      let head = random.below(3) == 0 ? Array("-".utf8) : random.pick(Self.words) + Array(":".utf8)
      lines.replaceSubrange(block, with: [blanks + head] + text.map { Array("  ".utf8) + $0 })
    }
  }

  private static func indentation(_ line: Line) -> Int {
    line.prefix { $0 == UInt8(ascii: " ") }.count
  }

  /// A block as deep as another line.
  private static func indented(_ block: some Collection<Line>, like line: Line) -> [Line] {
    guard let first = block.first else { return [] }
    let shift = indentation(line) - indentation(first)
    return block.map { line in
      if shift >= 0 { return Array(repeating: UInt8(ascii: " "), count: shift) + line }
      return Array(line.dropFirst(min(-shift, indentation(line))))
    }
  }

  // MARK: Lines

  private mutating func changeLine(of lines: inout [Line], at: Int) {
    switch random.below(5) {
    case 0: lines.remove(at: at)
    case 1: lines.insert(random.pick(lines), at: at)
    case 2: lines.swapAt(at, random.below(lines.count))
    case 3: lines[at] = Array(repeating: UInt8(ascii: " "), count: 2 * random.below(4)) + lines[at]
    default: lines[at] = Array(lines[at].drop { $0 == UInt8(ascii: " ") })
    }
  }

  // MARK: Values

  /// Puts a value of some lines for one of these.
  private mutating func changeValue(of lines: inout [Line], at: Int, from others: [Line]) {
    guard let range = randomValue(of: lines[at]) else { return }
    let other = random.pick(others)
    let value = lines[at][range]
    let new: [UInt8] =
      switch random.below(4) {
      case 0: wrapped(value)
      case 1 where value.allSatisfy { (0x30...0x39).contains($0) }:
        random.number(near: Array(value))
      default: randomValue(of: other).map { Array(other[$0]) } ?? random.pick(Self.words)
      }
    lines[at].replaceSubrange(range, with: new)
  }

  /// What stands behind one of the colons, commas and brackets of a line, up to the next of them or to
  /// the line's end.
  private mutating func randomValue(of line: Line) -> Range<Int>? {
    let separators = Array(":,[]{}()\"".utf8)
    let places = line.indices.filter { separators.contains(line[$0]) }
    guard let place = places.randomElement(using: &random) else { return nil }
    let start = line[(place + 1)...].firstIndex { $0 != UInt8(ascii: " ") } ?? line.count
    let next = line[start...].firstIndex { separators.contains($0) } ?? line.count
    return start..<(random.below(2) == 0 ? next : line.count)
  }

  private mutating func wrapped(_ value: some Collection<UInt8>) -> [UInt8] {
    let (opening, closing) = random.pick([
      ("[", "]"), ("{a: ", "}"), ("\"", "\""), ("'", "'"), ("(", ")"), ("Sequential(", ")"),
      ("{repeat: 3, module: ", "}"), ("{x for x in [", "]}"), ("&a ", ""), ("!t ", ""), ("-", ""),
    ])
    return opening.utf8 + Array(value) + closing.utf8
  }

  // MARK: Words

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

  /// A line with one of its words put for another, a number for one near it, or one word more.
  private mutating func withOtherWord(_ line: Line) -> Line {
    let word = random.pick(Self.words)
    let isPart = { (byte: UInt8) in
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }
    let start = random.below(line.count + 1)
    guard start < line.count, isPart(line[start]), random.below(4) != 0 else {
      return line[..<start] + word + line[start...]
    }
    let first = line[..<start].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
    let end = line[start...].firstIndex { !isPart($0) } ?? line.count
    let old = Array(line[first..<end])
    let isNumber = old.allSatisfy { (0x30...0x39).contains($0) }
    return line[..<first] + (isNumber ? random.number(near: old) : word) + line[end...]
  }

  private static func lines(_ bytes: [UInt8]) -> [Line] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
  }

  private static func joined(_ lines: [Line]) -> [UInt8] {
    Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }
}
