/// How the inputs of a target are changed so that most of what comes is read far.
extension FuzzTarget {
  /// A change that knows what the bytes are, or `nil` where one of any bytes is as good.
  func mutated(_ bytes: [UInt8], seed: UInt64) -> [UInt8]? {
    var random = SplitMix(seed: seed)
    if random.below(4) == 0 { return nil }
    let seed = random.next()
    var configs = ConfigMutator(seed: seed)
    var json = JSONMutator(seed: seed)
    switch self {
    case .yaml, .config, .apply, .fix, .settings: return configs.mutated(bytes)
    case .diff: return configs.mutatedPair(bytes)
    case .json, .against, .description: return json.mutated(bytes)
    case .safetensors:
      return bytes.first == UInt8(ascii: "{") ? json.mutated(bytes) : json.mutatedHeader(bytes)
    case .expression, .glob, .regex, .slice, .zip, .pickle:
      if random.below(2) == 0 { return nil }
      let word = random.pick(words)
      let start = random.below(bytes.count + 1)
      let end = random.below(2) == 0 ? start : min(bytes.count, start + random.below(6))
      return bytes[..<start] + word + bytes[end...]
    }
  }

  /// Two inputs as one, or `nil` where bytes of both in turn are as good.
  func crossed(_ first: [UInt8], _ second: [UInt8], seed: UInt64) -> [UInt8]? {
    var mutator = ConfigMutator(seed: seed)
    switch self {
    case .yaml, .config, .apply, .fix, .settings: return mutator.crossed(first, second)
    case .diff:
      let sides = [first, second].map { $0.split(separator: 0, maxSplits: 1).map { Array($0) } }
      guard let head = sides[0].first, let tail = sides[1].last else { return nil }
      return seed % 2 == 0 ? head + [0] + tail : head + [0] + mutator.crossed(head, tail)
    default: return nil
    }
  }

  /// What the target's language has words for.
  private var words: [[UInt8]] {
    switch self {
    case .expression: Self.expressionWords
    case .glob: Self.globWords
    case .regex: Self.regexWords
    case .slice: Self.sliceWords
    case .zip: Self.zipWords
    default: Self.pickleWords
    }
  }

  private static let expressionWords = [
    "n", "x", "word", "items", "on", "nil", " + ", " - ", " * ", " / ", " // ", " % ", " ** ",
    " << ", " @ ",
    " and ", " or ", "not ", " in ", " not in ", " is ", " if on else ", " == ", " <= ",
    " for i in items",
    " if i", "[", "]", "(", ")", "{", "}", ", ", ":", "'a'", "\"b\"", "f'{n}'", "f'{x!r:>9}'",
    "r'\\n'",
    "'''", "b''", "0", "-1", "0x1F", "0b1", "1_000", "1e308", "1e999", ".5", "1j", "2**62",
    "lambda: 0",
    "range(9)", "len(items)", "max(", "min(", "sum(", "str(", "int(", "float(", "abs(", "round(",
    "sorted(",
    ".weight", "[::-1]", "[1:]", "None", "True", "*items", "**x", "a=1", "Linear(2, 3)",
    "Sequential(",
    "Probe(", "é", "\\u00e9", "\u{0}", "\n", "#",
  ].map { Array($0.utf8) }

  private static let globWords = [
    "*", "**", "?", "[a-z]", "[!a-z]", "[]]", "[!]]", "[z-a]", "[0-9]", "[10-12]", "{", "}", ",",
    "..",
    "{a,b}", "{0..3}", "{00..11}", "{1..999999999999}", "{a,{b,c}}", "[", "]", "!", "\\", "\\*",
    ".", "weight",
    "bias", "layers.0", "é", "\u{301}", "😀", "\n", "-", "^",
  ].map { Array($0.utf8) }

  private static let regexWords = [
    ".", "*", "+", "?", "*?", "{2}", "{1,3}", "{,2}", "{2,}", "{999}", "{99999999999}", "|", "(",
    ")", "(?:", "(?i)",
    "(?i:", "(?s)", "(?x)", "(?m)", "(?P<n>", "(?P=n)", "(?=", "(?!", "(?<=", "(?#", "(?>", "\\1",
    "\\d", "\\w",
    "\\S", "\\b", "\\B", "\\A", "\\Z", "\\.", "\\x2e", "\\u00e9", "\\N{DIGIT ONE}", "[", "]", "[^",
    "[a-z]", "[\\w.]",
    "[]a]", "-", "^", "$", "weight", "é", "😀", "ß", "K", "\n", " ", "#",
  ].map { Array($0.utf8) }

  private static let sliceWords = [
    "[", "]", ":", "::", "[:6]", "[-2:]", "[::2]", "[::-1]", "[1,2]", "[0]", "[-1]", ",", ".", "a",
    "b", "a.0", "*",
    "**", "b.1.0", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "0", "-",
    "+1", " ", "é",
    "00", "_1",
  ].map { Array($0.utf8) }

  private static let zipWords: [[UInt8]] = [
    Array("PK\u{1}\u{2}".utf8), Array("PK\u{3}\u{4}".utf8), Array("PK\u{5}\u{6}".utf8),
    Array("PK\u{6}\u{6}".utf8), Array("PK\u{6}\u{7}".utf8), [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF],
    [1, 0, 8, 0], Array("archive/data.pkl".utf8), Array("archive/data/0".utf8), Array("/".utf8),
    [0, 0, 0, 0, 0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [8, 0], [1, 8],
  ]

  /// Opcodes, and the names that torch's pickles have.
  private static let pickleWords: [[UInt8]] =
    [
      "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch\nFloatStorage\n",
      "ccollections\nOrderedDict\n",
      "ctorch._utils\n_rebuild_parameter\n", "ctorch.nn.modules.linear\nLinear\n", "(", ")", "}",
      "]", "t", "\u{85}",
      "R", "b", "s", "u", "e", "a", "0", "1", "2", "Q", "K\u{1}", "N", "h\u{0}", "q\u{0}",
      "X\u{1}\u{0}\u{0}\u{0}a",
      "X\u{7}\u{0}\u{0}\u{0}storage", "J\u{7F}\u{7F}\u{7F}\u{7F}", ".",
    ].map { Array($0.utf8) } + [
      [0x80, 2], [0x81], [0x85], [0x86], [0x87], [0x88], [0x89], [0x8A, 1, 0x7F], [0x8C, 1, 0x61],
      [0x8F], [0x90],
      [0x91], [0x92], [0x93], [0x94], [0x95, 9, 0, 0, 0, 0, 0, 0, 0],
      [0x8B, 0xFF, 0xFF, 0xFF, 0x7F],
      [0x8E, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    ]
}
