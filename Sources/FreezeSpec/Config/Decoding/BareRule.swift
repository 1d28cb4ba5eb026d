/// What a rule says that is a text and no mapping: a selector alone, or a line of Python.
struct BareRule {
  /// What it does, where it says so.
  let action: String?
  /// The selectors that may be meant, as they are written in flow YAML, best first.
  let selectors: [String]

  init?(_ text: String) {
    guard text.utf8.count <= 200, !text.contains("\n") else { return nil }
    let (action, rest) = Self.action(of: text)
    var base = withoutBlanksAndQuotes(rest)
    for call in [".parameters()", ".named_parameters()"] where base.hasSuffix(call) {
      base = String(base.dropLast(call.count))
    }
    selectors = Self.selectors(base, isOfPython: base != text)
    self.action = action
    if selectors.isEmpty { return nil }
  }

  /// Its cures; which of them hold in the model is tried later.
  var cures: [Cure] {
    selectors.map { selector in
      if let action {
        return .writing("{\(action): \(selector)}", isFix: false) { _ in
          "write `- \(action): \(selector)`"
        }
      }
      return .writing(oneOf: ["{freeze: \(selector)}", "{train: \(selector)}"], isFix: false) { _ in
        "write `- freeze: \(selector)`, or `- train: \(selector)`"
      }
    }
  }

  /// What a text says is done, and the text without that.
  private static func action(of text: String) -> (String?, String) {
    for (mark, end) in [
      (".requires_grad_(", ")"), (".requires_grad =", ""), (".requires_grad=", ""),
    ] {
      guard let found = firstRange(of: mark, in: text), text.hasSuffix(end) else { continue }
      let value = text[found.upperBound...].dropLast(end.count).filter { $0 != " " }
      let state = value.isEmpty ? true : TruthWord.value(of: value)
      guard let state else { continue }
      return (state ? "train" : "freeze", String(text[..<found.lowerBound]))
    }
    let words = [
      ("freeze", "freeze"), ("train", "train"), ("unfreeze", "train"), ("frozen", "freeze"),
      ("trainable", "train"), ("false", "freeze"), ("true", "train"),
    ]
    for (word, action) in words {
      if text.hasPrefix(word + "("), text.hasSuffix(")") {
        return (action, String(text.dropFirst(word.count + 1).dropLast()))
      }
      for sign in [" ", ": ", " = ", "="] where text.hasPrefix(word + sign) {
        return (action, String(text.dropFirst(word.count + sign.count)))
      }
      if let found = firstRange(of: ": ", in: text),
        lowercased(String(text[found.upperBound...])) == word
      {
        return (action, String(text[..<found.lowerBound]))
      }
    }
    return (nil, text)
  }

  private static func selectors(_ base: String, isOfPython: Bool) -> [String] {
    if base.isEmpty || base.contains(where: { "()= ".contains($0) }) { return [] }
    // The variable of a loop over all parameters.
    if isOfPython, ["p", "param", "parameter", "params", "model", "self"].contains(base) {
      return ["\"*\""]
    }
    if base.contains(where: { "*?{".contains($0) }) { return [flowScalar(base)] }
    guard (try? ModulePath(parsing: base)) != nil else { return [] }
    var selectors = ["{module: \(flowScalar(base))}"]
    // A script's `model` is the whole model, or a module of it.
    for object in ["model.", "self."] where base.hasPrefix(object) && base.count > object.count {
      selectors.append("{module: \(flowScalar(String(base.dropFirst(object.count))))}")
    }
    if !base.contains("[") { selectors.append(flowScalar(base)) }
    return selectors
  }
}
