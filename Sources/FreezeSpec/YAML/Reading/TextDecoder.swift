/// Turns the bytes of a file into UTF-8 text with only the characters that YAML allows.
///
/// UTF-8, with or without a byte order mark, and UTF-16 with one are read.
enum TextDecoder {
  /// A text, and what kept its file from being read whole.
  struct Text {
    /// UTF-8 without a byte order mark; at a problem it ends with the line of the problem, so that
    /// the line can be shown.
    var bytes: [UInt8]
    /// The first problem.
    var problem: Problem?
  }

  /// Why a file is no text.
  struct Problem {
    /// What is wrong with it.
    enum Kind {
      case tooLong(bytes: Int)
      case utf32
      case invalidUTF8(byte: UInt8)
      case truncated
      case loneSurrogate(UInt16)
      case forbidden(Unicode.Scalar)
    }

    /// What is wrong.
    var kind: Kind
    /// The offset in the file's own bytes.
    var fileOffset: Int
    /// The place in ``Text/bytes``.
    var range: Range<Int>
  }

  /// Decodes the bytes of a file, refusing more than a number of them.
  static func decode(_ raw: [UInt8], limit: Int = Limits.documentBytes) -> Text {
    if raw.count > limit {
      return Text(
        bytes: [],
        problem: Problem(kind: .tooLong(bytes: raw.count), fileOffset: 0, range: 0..<0))
    }
    if raw.starts(with: [0xFF, 0xFE, 0, 0]) || raw.starts(with: [0, 0, 0xFE, 0xFF]) {
      return Text(bytes: [], problem: Problem(kind: .utf32, fileOffset: 0, range: 0..<0))
    }
    if raw.starts(with: [0xEF, 0xBB, 0xBF]) { return utf8(Array(raw[3...]), fileOffset: 3) }
    if raw.starts(with: [0xFF, 0xFE]) { return utf16(raw, isBigEndian: false) }
    if raw.starts(with: [0xFE, 0xFF]) { return utf16(raw, isBigEndian: true) }
    return utf8(raw, fileOffset: 0)
  }

  /// Whether YAML allows a character other than as an escape.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD: true
    case 0x10000...: true
    default: false
    }
  }

  // MARK: - UTF-8

  private static func utf8(_ text: [UInt8], fileOffset: Int) -> Text {
    let failure = text.withUnsafeBytes { firstFailure(in: $0) }
    guard let failure else { return Text(bytes: text) }
    let rest = text[failure.offset...].prefix(256).prefix { !$0.isLineBreak }
    let shown = Array(String(decoding: rest, as: UTF8.self).utf8)
    let length: Int =
      switch failure.kind {
      case .forbidden(let scalar): UTF8.width(scalar)
      default: UTF8.width("\u{FFFD}")
      }
    let end = failure.offset + min(length, shown.count)
    return Text(
      bytes: text[..<failure.offset] + shown,
      problem: Problem(
        kind: failure.kind, fileOffset: fileOffset + failure.offset, range: failure.offset..<end))
  }

  private static func firstFailure(
    in text: UnsafeRawBufferPointer
  ) -> (offset: Int, kind: Problem.Kind)? {
    var index = 0
    while true {
      index = ByteScan.firstUnusual(in: text, from: index)
      guard index < text.count else { return nil }
      let lead = text[index]
      if lead == 0x09 || lead == 0x0D {
        index += 1
        continue
      }
      let width = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      var value = UInt32(lead)
      if width > 1 {
        // 0x80...0xC1 and 0xF5... start nothing.
        guard lead >= 0xC2, lead <= 0xF4 else { return (index, .invalidUTF8(byte: lead)) }
        value &= 0x7F >> UInt32(width)
        for further in 1..<width {
          guard index + further < text.count else { return (index, .truncated) }
          let byte = text[index + further]
          guard byte & 0xC0 == 0x80 else { return (index, .invalidUTF8(byte: lead)) }
          value = value << 6 | UInt32(byte & 0x3F)
        }
        let isOverlong = value < (width == 4 ? 0x10000 : width == 3 ? 0x800 : 0x80)
        if isOverlong { return (index, .invalidUTF8(byte: lead)) }
      }
      guard let scalar = Unicode.Scalar(value) else { return (index, .invalidUTF8(byte: lead)) }
      guard isAllowed(scalar) else { return (index, .forbidden(scalar)) }
      index += width
    }
  }

  // MARK: - UTF-16

  private static func utf16(_ raw: [UInt8], isBigEndian: Bool) -> Text {
    func unit(at index: Int) -> UInt16 {
      let first = UInt16(raw[index])
      let second = UInt16(raw[index + 1])
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var index = 2
    while index + 1 < raw.count {
      let first = unit(at: index)
      var value = UInt32(first)
      var width = 2
      if first & 0xFC00 == 0xD800, index + 3 < raw.count {
        let second = unit(at: index + 2)
        if second & 0xFC00 == 0xDC00 {
          value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
          width = 4
        }
      }
      guard let scalar = Unicode.Scalar(value) else {
        return failed(.loneSurrogate(first), showing: "\u{FFFD}", at: index, after: bytes)
      }
      guard isAllowed(scalar) else {
        return failed(.forbidden(scalar), showing: scalar, at: index, after: bytes)
      }
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      index += width
    }
    if index < raw.count {
      return failed(.truncated, showing: "\u{FFFD}", at: index, after: bytes)
    }
    return Text(bytes: bytes)
  }

  private static func failed(
    _ kind: Problem.Kind, showing scalar: Unicode.Scalar, at fileOffset: Int, after bytes: [UInt8]
  ) -> Text {
    let shown = bytes + (UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    return Text(
      bytes: shown,
      problem: Problem(kind: kind, fileOffset: fileOffset, range: bytes.count..<shown.count))
  }
}

extension TextDecoder.Problem {
  /// The finding, in a file of a ``SourceMap``.
  func diagnostic(file: UInt16) -> Diagnostic {
    let span = SourceSpan(file: file, start: range.lowerBound, end: range.upperBound)
    let save = "save the file as UTF-8"
    switch kind {
    case .tooLong(let bytes):
      return Diagnostic(
        .limit,
        "the file has \(bytes) bytes; at most \(Limits.documentBytes >> 20) MiB are read",
        at: span)
    case .utf32:
      return Diagnostic(.encoding, "the file is UTF-32 text", at: span, help: [save])
    case .invalidUTF8(let byte):
      return Diagnostic(
        .encoding,
        "the file is not UTF-8 text: byte 0x\(hexadecimal(UInt32(byte), digits: 2, uppercase: true)) at offset \(fileOffset)",
        at: span, help: [save])
    case .truncated:
      return Diagnostic(
        .encoding, "the file ends inside a character, at byte offset \(fileOffset)", at: span,
        help: ["the file may have been cut short"])
    case .loneSurrogate(let unit):
      return Diagnostic(
        .encoding,
        "the file is not UTF-16 text: the lone surrogate 0x\(hexadecimal(UInt32(unit), digits: 4, uppercase: true)) "
          + "at byte offset \(fileOffset)",
        at: span, help: [save])
    case .forbidden(let scalar):
      return forbidden(scalar, at: span)
    }
  }

  private func forbidden(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
    let name = "U+\(hexadecimal(scalar.value, digits: 4, uppercase: true))"
    let (mark, digits) = scalar.value <= 0xFF ? ("x", 2) : ("u", 4)
    let escape = "\\" + mark + hexadecimal(scalar.value, digits: digits, uppercase: true)
    let help =
      switch scalar.value {
      case 0: "the file may be binary, or UTF-16 without a byte order mark: save it as UTF-8"
      case 0xFEFF: "a byte order mark may only stand at the start of the file: remove it"
      default: "remove it, or write it as \(escape) between double quotes"
      }
    return Diagnostic(
      .encoding, "YAML does not allow the character \(name), at byte offset \(fileOffset)",
      at: span, help: [help])
  }
}

extension SourceMap {
  /// Decodes the bytes of a file and adds its text.
  ///
  /// - Returns: The file's index, and whether it is text; if not, the reason is among the findings
  ///   and the text ends there.
  mutating func add(
    path: String, raw: [UInt8], into diagnostics: inout DiagnosticCollector
  ) -> (file: UInt16, isText: Bool) {
    let text = TextDecoder.decode(raw)
    let file = add(SourceFile(path: path, bytes: text.bytes))
    if let problem = text.problem { diagnostics.add(problem.diagnostic(file: file)) }
    return (file, text.problem == nil)
  }
}
