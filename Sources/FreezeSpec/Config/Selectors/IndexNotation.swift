/// How indices and their ranges are written elsewhere, and how the same is written here.
enum IndexNotation {
  /// A glob with `{0-3}`, `{0...3}` or `{0:4}` in it, its ranges written as `{0..3}`; `nil` where it
  /// has none.
  static func glob(_ text: String) -> String? {
    let result = replacingBraces(in: text) { inner in
      range(inner).map { "{\($0.first)..\($0.last)}" } ?? stepped(inner)
    }
    return result == text ? nil : result
  }

  /// A glob with indices in brackets as one with dots: `layers[0].*` as `layers.0.*`; `nil` where it
  /// has none.
  static func dotted(_ glob: String) -> String? {
    var result = ""
    var rest = glob.unicodeScalars[...]
    var isChanged = false
    while let scalar = rest.popFirst() {
      let digits = scalar == "[" ? rest.prefix(while: \.isASCIIDigit) : rest.prefix(0)
      if !digits.isEmpty, rest[digits.endIndex...].first == "]" {
        result += "." + String(digits)
        rest = rest[digits.endIndex...].dropFirst()
        isChanged = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return isChanged ? result : nil
  }

  /// A module path with `.[0:2]`, `.-1`, `.0-2`, `.0:3` or `.{0..2}` in it, its indices and slices in
  /// brackets behind a name; `nil` where it has none.
  static func path(_ text: String) -> String? {
    guard text.utf8.count <= 1_000 else { return nil }
    // The dots of a range part no names.
    let withoutBraces = replacingBraces(in: joiningRanges(partingBraces(text))) {
      range($0) == nil ? nil : $0
    }
    var result = ""
    for (number, part) in components(withoutBraces).enumerated() {
      let inner =
        part.hasPrefix("[") && part.hasSuffix("]") ? String(part.dropFirst().dropLast()) : part
      let bracket = brackets(inner) ?? (part.hasPrefix("[") ? part : nil)
      result += bracket ?? (number == 0 ? part : "." + part)
    }
    return result == text || (try? ModulePath(parsing: result)) == nil ? nil : result
  }

  /// A path with a dot before the braces that end a name: `layers{0..5}` as `layers.{0..5}`.
  private static func partingBraces(_ path: String) -> String {
    let parts = components(path.replacing("..", with: "\u{0}")).map { part in
      guard let brace = part.firstIndex(of: "{"), brace > part.startIndex, part.hasSuffix("}")
      else {
        return part
      }
      return part[..<brace] + "." + part[brace...]
    }
    return parts.joined(separator: ".").replacing("\u{0}", with: "..")
  }

  /// Whether a text is what stands in the brackets of a slice, or an index that counts from the end.
  static func isSlice(_ text: String) -> Bool {
    (text.contains(":") || text.hasPrefix("-")) && (try? ModulePath(parsing: "[\(text)]")) != nil
  }

  /// The numbers of a range that is written in any of these ways.
  static func numbers(_ text: String) -> ClosedRange<Int>? {
    range(text).map { $0.first...$0.last }
  }

  /// What stands in the brackets of a slice for a range such as `0-3` or `0..3`.
  static func slice(_ text: String) -> String? {
    range(text).map { "\($0.first):\($0.last + 1)" }
  }

  /// What stands in the brackets of a slice for Python's `range(1, 4)`.
  static func slice(ofRange text: String) -> String? {
    guard text.hasPrefix("range("), text.hasSuffix(")") else { return nil }
    var bounds = text.dropFirst("range(".count).dropLast()
      .split(separator: ",", omittingEmptySubsequences: false)
      .map { withoutBlanks(String($0)) }
    if bounds.count == 1 { bounds.insert("", at: 0) }
    let slice = bounds.joined(separator: ":")
    return (2...3).contains(bounds.count) && isSlice(slice) ? slice : nil
  }

  /// A part of a path that stands for an index or a slice, as one.
  private static func brackets(_ part: String) -> String? {
    if isSlice(part) { return "[\(part)]" }
    return slice(part).map { "[\($0)]" }
  }

  /// The first and the last number of a range.
  private static func range(_ text: String) -> (first: Int, last: Int)? {
    for (sign, isExclusive) in [("...", false), ("..", false), ("-", false), (":", true)] {
      guard let found = firstRange(of: sign, in: text) else { continue }
      let ends = [text[..<found.lowerBound], text[found.upperBound...]]
      let isNumber = { (end: Substring) in
        (1...9).contains(end.utf8.count) && end.utf8.allSatisfy(\.isASCIIDigit)
      }
      guard ends.allSatisfy(isNumber), let first = Int(ends[0]), let last = Int(ends[1]),
        first <= last, !isExclusive || first < last
      else { return nil }
      return (first, isExclusive ? last - 1 : last)
    }
    return nil
  }

  /// The braces for a range with a step, `0..10..2` as shells have it, or with one dot or two too many.
  private static func stepped(_ text: String) -> String? {
    let numbers = components(text).filter { $0 != "" }.map { number in
      number.utf8.count <= 9 && number.utf8.allSatisfy(\.isASCIIDigit) ? Int(number) : nil
    }
    guard firstRange(of: "..", in: text) != nil, numbers.count == 2 || numbers.count == 3,
      let first = numbers[0], let last = numbers[1], first <= last
    else { return nil }
    if numbers.count == 2 { return "{\(first)..\(last)}" }
    guard let step = numbers[2], step > 0, (last - first) / step < 100 else { return nil }
    return "{"
      + stride(from: first, through: last, by: step).map { String($0) }
      .joined(separator: ",") + "}"
  }

  /// A text with each `0..3` and `0...3` in it written as `0-3`.
  static func joiningRanges(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let isDigit = { (index: Int) in
      scalars.indices.contains(index) && scalars[index].isASCIIDigit
    }
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let dots = scalars[index...].prefix { $0 == "." }.count
      if (2...3).contains(dots), isDigit(index - 1), isDigit(index + dots) {
        result.append("-")
        index += dots
      } else {
        result.append(contentsOf: scalars[index..<index + max(dots, 1)])
        index += max(dots, 1)
      }
    }
    return String(result)
  }

  /// A text with each innermost `{…}` replaced, where there is something in its place.
  private static func replacingBraces(in text: String, by replacement: (String) -> String?)
    -> String
  {
    var result = ""
    var open: String?
    for scalar in text.unicodeScalars {
      if scalar == "{" {
        if let inner = open { result += "{" + inner }
        open = ""
      } else if scalar == "}", let inner = open {
        result += replacement(inner) ?? "{\(inner)}"
        open = nil
      } else if open == nil {
        result.unicodeScalars.append(scalar)
      } else {
        open?.unicodeScalars.append(scalar)
      }
    }
    return result + (open.map { "{" + $0 } ?? "")
  }
}
