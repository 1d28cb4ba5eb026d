/// A value in a file of a tool's settings, as Python reads it, with its place.
struct Setting: Sendable {
  /// What it is.
  indirect enum Content: Sendable {
    case null
    case bool(Bool)
    /// A number, as it is written.
    case number(String)
    case string(String)
    case list([Setting])
    case mapping([Entry])
  }

  /// A key with its value.
  struct Entry: Sendable {
    let key: String
    let keySpan: SourceSpan
    let value: Setting
  }

  let content: Content
  let span: SourceSpan

  /// The value of a key of a mapping; `nil` where there is none.
  subscript(key: String) -> Setting? { entry(key)?.value }

  /// A key of a mapping with its value.
  func entry(_ key: String) -> Entry? { entries?.first { $0.key.isExactly(key) } }

  /// The entries of a mapping.
  var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

  /// The items of a list.
  var items: [Setting]? { if case .list(let items) = content { items } else { nil } }

  /// The text of a string.
  var string: String? { if case .string(let text) = content { text } else { nil } }

  /// An integer of 64 bits.
  var integer: Int? {
    guard case .number(let text) = content else { return nil }
    return Int(text.filter { $0 != "_" })
  }

  /// A number.
  var number: Double? {
    guard case .number(let text) = content else { return nil }
    return Double(text.filter { $0 != "_" })
  }

  /// Whether nothing is set.
  var isNull: Bool { if case .null = content { true } else { false } }

  /// What the value is, with its article.
  var kindName: String {
    switch content {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): "the number \(clipped(text))"
    case .string(let text): "the string \(Quoted.text(text))"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Whether Python takes the value for true.
  var isTruthy: Bool {
    switch content {
    case .null: false
    case .bool(let value): value
    case .number: number != 0
    case .string(let text): !text.isEmpty
    case .list(let items): !items.isEmpty
    case .mapping(let entries): !entries.isEmpty
    }
  }
}

// MARK: YAML

extension Setting {
  /// Reads a node as PyYAML does: plain scalars by YAML 1.1.
  init(_ node: YAMLNode) {
    span = node.span
    switch node.content {
    case .scalar(let scalar):
      content = scalar.isPlain ? Self.plain(scalar.text) : .string(scalar.text)
    case .sequence(let items): content = .list(items.map(Setting.init))
    case .mapping(let entries):
      content = .mapping(
        entries.map { Entry(key: $0.key, keySpan: $0.keySpan, value: Setting($0.value)) })
    }
  }

  private static func plain(_ text: String) -> Content {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
    case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
    default: isNumber(text) ? .number(text) : .string(text)
    }
  }

  /// Whether PyYAML reads a plain scalar as a decimal number. (`1e-3` is a string to it, which tools
  /// that want a number turn into one; so it is one here.)
  private static func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isASCIIDigit || "+-.".utf8.contains(first),
      text.utf8.allSatisfy({ $0.isASCIIDigit || "+-._eE".utf8.contains($0) })
    else { return false }
    return Double(text.filter { $0 != "_" }) != nil
  }
}

// MARK: JSON

extension Setting {
  /// Reads a value of JSON whole.
  init(_ reader: inout JSONReader, _ bytes: [UInt8], file: UInt16) throws(JSONError) {
    let kind = try reader.kind()
    let start = reader.offset
    func span(_ start: Int, _ end: Int) -> SourceSpan {
      SourceSpan(file: file, start: start, end: end)
    }
    switch kind {
    case .null:
      try reader.skip()
      content = .null
    case .bool: content = .bool(try reader.bool())
    case .number:
      try reader.skip()
      content = .number(String(decoding: bytes[start..<reader.offset], as: UTF8.self))
    case .string: content = .string(try reader.string())
    case .array:
      var items: [Setting] = []
      try reader.array { (reader) throws(JSONError) in
        items.append(try Setting(&reader, bytes, file: file))
      }
      content = .list(items)
    case .object:
      var entries: [Entry] = []
      try reader.object { (key, reader) throws(JSONError) in
        let place = Self.key(before: reader.offset, in: bytes)
        let value = try Setting(&reader, bytes, file: file)
        entries.append(
          Entry(key: key, keySpan: span(place.lowerBound, place.upperBound), value: value))
      }
      content = .mapping(entries)
    }
    // A collection is shown by where it starts.
    self.span = span(start, kind == .object || kind == .array ? start + 1 : reader.offset)
  }

  /// Where the key stands whose colon ends at an offset.
  private static func key(before offset: Int, in bytes: [UInt8]) -> Range<Int> {
    let quote = UInt8(ascii: "\"")
    guard let end = bytes[..<offset].lastIndex(of: quote) else { return offset..<offset }
    var start = end
    repeat {
      guard let earlier = bytes[..<start].lastIndex(of: quote) else { break }
      start = earlier
      // A quote behind an odd number of backslashes is one of the key's characters.
    } while !bytes[..<start].reversed().prefix { $0 == UInt8(ascii: "\\") }.count.isMultiple(of: 2)
    return start..<end + 1
  }
}
