extension Generalization {
  /// One text for what several modules print between their parentheses; `nil` where they are too different.
  ///
  /// They may differ in values, and in parts such as `, groups=2` that only some print.
  mutating func repr(_ texts: [[ReprPart]], _ rows: [Int]) -> [ReprPart]? {
    guard let first = texts.first else { return nil }
    if texts.allSatisfy({ $0 == first }) { return first }
    let before = self
    if let parts = values(texts.map(ReprScan.init), rows) ?? segments(texts, rows) { return parts }
    self = before
    return nil
  }

  /// The same where the words between the values are the same.
  private mutating func values(_ scans: [ReprScan], _ rows: [Int]) -> [ReprPart]? {
    guard let words = scans.first?.words, scans.allSatisfy({ $0.words == words }) else {
      return nil
    }
    let columns = scans[0].values.indices.map { column -> [Term] in
      let values = scans.map { $0.values[column] }
      let isText = values.contains { if case .string = $0 { true } else { false } }
      return isText
        ? scans.map { .literal(.string(ExactString($0.texts[column]))) } : values.map(Term.literal)
    }
    var parts: [ReprPart] = []
    for (index, word) in words.enumerated() {
      if !word.text.isEmpty { parts.append(.text(word)) }
      if index < columns.count {
        guard let term = term(columns[index], rows, ReprScan.name(before: word)) else { return nil }
        if let literal = term.literal {
          parts.append(.text(ExactString(literal.value.str)))
        } else {
          parts.append(.field(term))
        }
      }
    }
    return parts
  }

  /// The same where some print parts that others do not.
  private mutating func segments(_ texts: [[ReprPart]], _ rows: [Int]) -> [ReprPart]? {
    var lists: [[ReprSegment]] = []
    for text in texts {
      guard let list = ReprSegment.parts(of: text) else { return nil }
      lists.append(list)
    }
    guard let names = mergedOrder(lists.map { $0.map(\.name) }), takeSearch(names, lists) else {
      return nil
    }
    var parts: [ReprPart] = []
    for (number, name) in names.enumerated() {
      var there: [[ReprPart]] = []
      var inRows: [Int] = []
      for (list, row) in zip(lists, rows) {
        guard let segment = list.first(where: { $0.name == name }) else { continue }
        there.append([.text(ExactString((number == 0 ? "" : ", ") + segment.text))])
        inRows.append(row)
      }
      let isOfAll = there.count == rows.count
      // Before the first of them stands no comma.
      guard number > 0 || isOfAll else { return nil }
      let own =
        there.allSatisfy { $0 == there[0] } ? there[0] : values(there.map(ReprScan.init), inRows)
      guard let own = own.map(Self.joined) else { return nil }
      if isOfAll {
        parts += own
        continue
      }
      let isThere = Set(inRows)
      guard
        let test = condition(rows.map(isThere.contains), rows, ReprScan.name(before: name))
      else { return nil }
      parts += own.map { part in
        let term: Term =
          switch part {
          case .text(let text): .literal(.string(text))
          case .field(let term): term
          }
        return .field(.choice(test, term, .literal(.string(ExactString("")))))
      }
    }
    return Self.joined(parts)
  }

  /// The parts with neighbouring texts as one.
  private static func joined(_ parts: [ReprPart]) -> [ReprPart] {
    var result: [ReprPart] = []
    for part in parts {
      if case .text(let text) = part, case .text(let before)? = result.last {
        result[result.count - 1] = .text(ExactString(before.text + text.text))
      } else {
        result.append(part)
      }
    }
    return result
  }
}

/// A part of what a module prints, between commas: `groups=2`.
private struct ReprSegment {
  /// The text up to the equals sign; where there is none, which of the first parts it is.
  let name: ExactString
  let text: String

  /// The parts of a text; `nil` where two have one name, or the text has fields already.
  static func parts(of text: [ReprPart]) -> [ReprSegment]? {
    var bytes: [UInt8] = []
    for part in text {
      guard case .text(let text) = part else { return nil }
      bytes += Array(text.text.utf8)
    }
    var parts: [ReprSegment] = []
    var start = 0
    var depth = 0
    var names: Set<ExactString> = []
    for index in 0...bytes.count {
      if index < bytes.count {
        if "([{".utf8.contains(bytes[index]) { depth += 1 }
        if ")]}".utf8.contains(bytes[index]) { depth -= 1 }
        guard depth == 0, bytes[index...].starts(with: ", ".utf8) else { continue }
      }
      let part = bytes[start..<index]
      let name =
        part.firstIndex(of: UInt8(ascii: "=")).map { part[...$0] }
        ?? Array("\(parts.count)".utf8)[...]
      let key = ExactString(String(decoding: name, as: UTF8.self))
      guard names.insert(key).inserted else { return nil }
      parts.append(ReprSegment(name: key, text: String(decoding: part, as: UTF8.self)))
      start = index + 2
    }
    return parts
  }
}
