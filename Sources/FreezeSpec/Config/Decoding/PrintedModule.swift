/// A numbered module as `print(model)` shows it: `(0): Linear(8, 8)`, or several equal ones,
/// `(1-3): 3 x Linear(8, 8)`.
struct PrintedModule {
  private let entry: YAMLEntry
  /// Its number, or the first of them.
  private let first: Int
  /// The number of modules.
  private let count: Int
  /// The module without a count before it; `nil` where it is written on several lines, or elsewhere.
  private let module: String?
  /// The key and its value.
  private let whole: SourceSpan
  /// The key and all up to its value.
  private let lead: SourceSpan

  /// Whether several are shown as one.
  var isRange: Bool { count > 1 }

  /// Reads a key and its value; `nil` where the key is no number in parentheses.
  init?(_ entry: YAMLEntry) {
    guard entry.key.hasPrefix("("), entry.key.hasSuffix(")") else { return nil }
    let numbers = entry.key.dropFirst().dropLast()
    if let number = Int(numbers), number >= 0 {
      (first, count) = (number, 1)
    } else if let range = IndexNotation.numbers(String(numbers)), range.count > 1 {
      (first, count) = (range.lowerBound, range.count)
    } else {
      return nil
    }
    self.entry = entry
    guard case .scalar(let scalar) = entry.value.content, !entry.value.isEmptyPlain,
      let whole = entry.whole, let lead = entry.lead
    else {
      (module, self.whole, self.lead) = (nil, entry.keySpan, entry.keySpan)
      return
    }
    (self.whole, self.lead) = (whole, lead)
    var text = scalar.text
    if count > 1, text.hasPrefix("\(count) x ") { text.removeFirst("\(count) x ".count) }
    module = text
  }

  /// The cure of an item of a sequence that stands for several.
  ///
  /// - Parameter isAlone: Whether the mapping has no other keys.
  func repeated(alone isAlone: Bool) -> Cure {
    guard let text = asRepeat(), isAlone else {
      return "equal modules are a repeat: {repeat: \(count), module: …}"
    }
    return Cure("equal modules are a repeat: write \(text)", edit: .write(text, at: whole))
  }

  /// The cure of a key under `children`.
  var child: Cure {
    let index = first == 0 ? "i" : "i + \(first)"
    guard let text = asRepeat(", as: i") else {
      return "equal modules are a repeat: \"{\(index)}\": {repeat: \(count), as: i, module: …}"
    }
    let written = "\"{\(index)}\": \(text)"
    return Cure("equal modules are a repeat: write \(written)", edit: .write(written, at: whole))
  }

  /// Takes the number off.
  func withoutNumber(alone isAlone: Bool) -> Fix? {
    guard isAlone, module != nil else { return nil }
    return .remove("`\(clipped(entry.key)): `", at: lead)
  }

  /// The cure of a mapping of numbered modules, which are a sequence: with its text where the mapping is
  /// in block style and has nothing else.
  static func sequence(_ entries: [YAMLEntry], in source: SourceFile) -> Cure {
    let plain: Cure = "write the modules as a sequence, `- …` for each: it numbers them"
    var next = 0
    var replacements: [Fix.Replacement] = []
    var items: [String] = []
    for entry in entries {
      guard let printed = PrintedModule(entry), printed.first == next, printed.module != nil,
        let line = source.lineBytes(source.lineIndex(of: Int(entry.keySpan.start)))
          .first(where: { $0 != 0x20 }), line == UInt8(ascii: "(")
      else { return plain }
      next += printed.count
      if printed.isRange {
        guard let text = printed.asRepeat() else { return plain }
        items.append("`- \(text)`")
        replacements.append(Fix.Replacement(span: printed.whole, text: "- \(text)"))
      } else {
        items.append("`- \(source.text(of: entry.value.span))`")
        replacements.append(Fix.Replacement(span: printed.lead, text: "- "))
      }
    }
    // More could not all be shown.
    guard items.count <= 20 else { return plain }
    return Cure(
      "a sequence numbers its modules: write \(listed(items, most: 20))",
      edit: Fix("write the modules as a sequence", replacements))
  }

  private func asRepeat(_ index: String = "") -> String? {
    module.map { "{repeat: \(count)\(index), module: \(flowScalar($0))}" }
  }
}
