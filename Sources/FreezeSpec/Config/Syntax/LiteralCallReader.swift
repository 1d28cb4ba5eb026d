/// Reads constructor calls whose arguments are literals, such as `Linear(10, 20, bias=False)`.
///
/// Nearly every line of a large config is such a call, and most differ from others in their literals
/// alone. So a text is taken apart into literals and what stands between them, its form; how a form
/// reads is found out once, by ``ExpressionParser``. Whatever this reader cannot take apart (names,
/// operators, calls in calls, anything wrong) it leaves to that parser, which makes all the errors.
struct LiteralCallReader {
  /// What calls that differ in their literals alone have in common.
  struct Form {
    /// The class as written.
    let className: String
    /// Whether the class is called, or only named.
    let isCall: Bool
    /// The number of arguments that are given by position; they come first.
    let positionalCount: Int
    /// The names of the other arguments.
    let keywords: [String]
  }

  /// A literal.
  enum Literal: Equatable {
    case int(Int)
    /// The index of a value that was read before: two of one text have one index.
    case known(Int)
  }

  /// The forms that were met.
  private(set) var forms: [Form] = []
  /// The literals of the call read last, in order.
  private(set) var literals: [Literal] = []
  /// The index of a form by its skeleton; -1 for what is no call of literals.
  private var formIndices = ByteTable<Int>()
  /// The values of literals that are no short integers.
  private var values: [Value] = [.none, .bool(true), .bool(false)]
  /// Their indices by text; -1 for what is no literal after all.
  private var valueIndices = ByteTable<Int>()

  /// The tables grow no further: a file that fills them repeats itself too little to gain by them.
  static let tableLimit = 1_024
  private static let valueLimit = 1 << 17

  /// The value of a literal.
  func value(of literal: Literal) -> Value {
    switch literal {
    case .int(let value): .int(value)
    case .known(let index): values[index]
    }
  }

  /// Reads a call.
  ///
  /// - Returns: The index of its form, or `nil` where it is left to ``ExpressionParser``.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { skeleton in
      guard let length = takeApart(text, skeleton) else { return nil }
      let key = UnsafeBufferPointer(rebasing: skeleton[..<length])
      guard let index = formIndices.value(of: key) ?? newForm(text, key), index >= 0 else {
        return nil
      }
      return index
    }
  }

  /// Finds the literals of a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - skeleton: Takes the text without its literals, a zero in the place of each.
  /// - Returns: The length of the skeleton, or `nil` where a literal is too unusual.
  private mutating func takeApart(
    _ text: UnsafeBufferPointer<UInt8>, _ skeleton: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    literals.removeAll(keepingCapacity: true)
    var length = 0
    var index = 0
    func copyByte() {
      skeleton[length] = text[index]
      length &+= 1
      index &+= 1
    }
    while index < text.count {
      let byte = text[index]
      // A zero of the text's own would pass for a literal's place.
      if byte == 0 { return nil }
      copyByte()
      guard byte == UInt8(ascii: "(") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "=")
      else {
        continue
      }
      while index < text.count, text[index] == UInt8(ascii: " ") { copyByte() }
      guard index < text.count else { break }
      guard let end = end(ofLiteralAt: index, in: text) else { return nil }
      if end > index {
        skeleton[length] = 0
        length &+= 1
        index = end
      }
    }
    return length
  }

  /// Notes how the text that was taken apart reads, for all of its form.
  private mutating func newForm(
    _ text: UnsafeBufferPointer<UInt8>, _ skeleton: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard formIndices.count < Self.tableLimit else { return nil }
    let form = form(of: text, skeleton)
    let index = form == nil ? -1 : forms.count
    if let form { forms.append(form) }
    formIndices.insert(skeleton, index)
    return index
  }

  /// A text has a form where its arguments are its literals, no more and no less: then the rest of
  /// it is names and punctuation, and means the same around other literals.
  private func form(
    of text: UnsafeBufferPointer<UInt8>, _ skeleton: UnsafeBufferPointer<UInt8>
  ) -> Form? {
    let source = ExpressionSource(
      span: SourceSpan(file: 0, start: 0, end: text.count), verbatimStart: 0)
    guard
      let expression = try? ExpressionParser.parse(
        String(decoding: text, as: UTF8.self), source: source)
    else { return nil }
    if case .name(let name) = expression.kind {
      return Form(className: name, isCall: false, positionalCount: 0, keywords: [])
    }
    guard case .call(let call) = expression.kind else { return nil }
    var outside: [UInt8] = []
    var end = 0
    for argument in call.arguments {
      outside += text[end..<Int(argument.value.span.start)] + [0]
      end = Int(argument.value.span.end)
    }
    outside += text[end...]
    guard outside.elementsEqual(skeleton) else { return nil }
    let keywords = call.arguments.compactMap(\.name)
    return Form(
      className: call.className, isCall: true,
      positionalCount: call.arguments.count - keywords.count, keywords: keywords)
  }

  // MARK: Literals

  /// Reads a literal into ``literals``.
  ///
  /// - Returns: Its end; its start where there is none; `nil` for what the parser should read.
  private mutating func end(ofLiteralAt start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    switch text[start] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return number(at: start, in: text)
    case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "F"), UInt8(ascii: "f"),
      UInt8(ascii: "N"):
      return word(at: start, in: text)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return string(at: start, in: text)
    case UInt8(ascii: "("), UInt8(ascii: "["): return collection(at: start, in: text)
    default: return start
    }
  }

  private mutating func number(at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    let isNegative = text[start] == UInt8(ascii: "-")
    let first = isNegative ? start + 1 : start
    var end = first
    var value = 0
    while end < text.count, isDigit(text[end]) {
      value = value &* 10 &+ Int(text[end] &- UInt8(ascii: "0"))
      end += 1
    }
    let isLong = end - first > 18 || end - first > 1 && text[first] == UInt8(ascii: "0")
    if end > first, !isLong, end == text.count || !continuesNumber(text[end]) {
      literals.append(.int(isNegative ? -value : value))
      return end
    }
    while end < text.count, continuesNumber(text[end]) {
      let isExponent = text[end] | 0x20 == UInt8(ascii: "e")
      end += 1
      if isExponent, end < text.count,
        text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "+")
      {
        end += 1
      }
    }
    return known(start..<end, in: text)
  }

  private mutating func word(at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    let index: Int
    let rest: StaticString
    switch text[start] {
    case UInt8(ascii: "T"), UInt8(ascii: "t"): (index, rest) = (1, "rue")
    case UInt8(ascii: "F"), UInt8(ascii: "f"): (index, rest) = (2, "alse")
    default: (index, rest) = (0, "one")
    }
    let end = start + 1 + rest.utf8CodeUnitCount
    guard end <= text.count, end == text.count || !continuesNumber(text[end]) else { return start }
    for offset in 0..<rest.utf8CodeUnitCount
    where text[start + 1 + offset] != rest.utf8Start[offset] {
      return start
    }
    literals.append(.known(index))
    return end
  }

  private mutating func string(at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var end = start + 1
    while end < text.count, text[end] != text[start] {
      if text[end] == UInt8(ascii: "\\") { return nil }
      end += 1
    }
    return end < text.count ? known(start..<end + 1, in: text) : nil
  }

  private mutating func collection(at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var depth = 0
    for index in start..<text.count {
      switch text[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""): return nil
      default: continue
      }
      if depth == 0 { return known(start..<index + 1, in: text) }
    }
    return nil
  }

  /// Reads a literal as the parser does, which is asked once for each text.
  private mutating func known(_ place: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    let key = UnsafeBufferPointer(rebasing: text[place])
    guard let index = valueIndices.value(of: key) ?? newValue(key), index >= 0 else { return nil }
    literals.append(.known(index))
    return place.upperBound
  }

  private mutating func newValue(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard valueIndices.count < Self.valueLimit else { return nil }
    let source = ExpressionSource(span: SourceSpan(file: 0, start: 0, end: 0), verbatimStart: nil)
    let expression = try? ExpressionParser.parse(
      String(decoding: text, as: UTF8.self), source: source)
    let value = expression?.constant
    let index = value == nil ? -1 : values.count
    if let value { values.append(value) }
    valueIndices.insert(text, index)
    return index
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// Whether a byte behind a number belongs to it, rightly or not.
private func continuesNumber(_ byte: UInt8) -> Bool {
  isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte >= 0x80
}
