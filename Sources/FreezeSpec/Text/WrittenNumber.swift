/// Numbers as people write them, and integers in the language's own form.
enum WrittenNumber {
  /// The integer that a text such as `1e3`, `1.5M`, `7B` or `1,240` stands for, in digits; `nil` for others.
  static func whole(_ text: String) -> String? {
    guard text.utf8.count <= 24, let last = text.unicodeScalars.last else { return nil }
    let units: [Unicode.Scalar: Double] = [
      "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "G": 1e9, "T": 1e12,
    ]
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    if groups.count > 1 {
      let areGroups =
        (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        && groups.allSatisfy { $0.utf8.allSatisfy(\.isASCIIDigit) } && groups[0].first != "0"
      return areGroups ? groups.joined() : nil
    }
    let unit = units[last]
    let digits = unit == nil ? text : String(text.unicodeScalars.dropLast())
    guard unit != nil || digits.utf8.contains(where: { "eE.".utf8.contains($0) }),
      let number = pythonFloat(withoutBlanks(digits))
    else { return nil }
    let value = number * (unit ?? 1)
    guard value.rounded() == value, abs(value) < 9e15 else { return nil }
    return String(Int(value))
  }

  /// The fraction that a percentage such as `10%` stands for; `nil` for others.
  static func fraction(_ text: String) -> Double? {
    guard text.hasSuffix("%"), text.utf8.count <= 24 else { return nil }
    return pythonFloat(withoutBlanks(String(text.dropLast()))).map { $0 / 100 }
  }
}
