/// axolotl's `unfrozen_parameters` and `freeze_mm_modules`.
///
/// Every parameter is frozen, and those train that any pattern of the list matches from the start of
/// the name on; modules of vision and sound are frozen after that.
enum AxolotlRules {
  static func read(_ reader: inout RulesReader) throws(Reported) -> ToolRules {
    if let adapter = reader.settings["adapter"], adapter.isTruthy {
      throw reader.refuse(
        "with `adapter`, axolotl freezes by the names of the model with its adapters",
        at: adapter.span,
        help: [
          "import the adapter_config.json that the run writes: --for peft",
          "take `adapter` out for the rules of full fine-tuning",
        ])
    }
    // Settings of another tool would be a plan that trains everything.
    guard
      ["base_model", key, "freeze_mm_modules"].contains(where: { reader.settings.entry($0) != nil })
    else {
      throw reader.refuse(
        "the file is none of axolotl's: it has neither `base_model` nor `\(key)`", at: nil)
    }
    let patterns = try patterns(&reader)
    var rules = ToolRules(
      drafts: [], states: reader.model.names.indices.map { reader.model[$0].requiresGrad })
    if !patterns.isEmpty {
      try refuse(&reader)
      rules.drafts = drafts(of: patterns)
      try unfreeze(patterns, &rules.states, &reader)
    }
    if try reader.bool("freeze_mm_modules", default: false) {
      freezeMedia(&rules, &reader)
    }
    if rules.drafts.isEmpty, patterns.isEmpty {
      reader.warnOfNothing(
        "unfrozen_parameters is empty, so axolotl freezes nothing",
        at: reader.settings.entry("unfrozen_parameters")?.keySpan)
    }
    return rules
  }

  // MARK: unfrozen_parameters

  private static let key = "unfrozen_parameters"

  private static func patterns(_ reader: inout RulesReader) throws(Reported) -> [AxolotlPattern] {
    var patterns: [AxolotlPattern] = []
    for item in try reader.strings(key, takesString: false) {
      guard let text = item.string else { continue }
      let setting = "\(key): \(Quoted.excerpt(text))"
      let (base, rows) = AxolotlPattern.split(text)
      if let rows, let end = rows.end, rows.start >= end {
        throw reader.refuse(
          "axolotl would stop: the range of `\(setting)` ends before it starts", at: item.span)
      }
      let regex = try reader.regex(
        AxolotlPattern.rewritten(base), .start, of: setting, at: item.span)
      patterns.append(
        AxolotlPattern(text: text, base: base, rows: rows, regex: regex, span: item.span))
    }
    return patterns
  }

  private static func drafts(of patterns: [AxolotlPattern]) -> [RuleDraft] {
    let all = RuleDraft.Entry(test: .all, setting: key, span: nil, isReported: false)
    var drafts = [
      RuleDraft(state: .frozen, entries: [all], because: "\(key) freezes what it does not list")
    ]
    for pattern in patterns {
      let entry = RuleDraft.Entry(
        test: .regex(pattern.regex), setting: pattern.setting, span: pattern.span,
        notes: pattern.whyItMissed)
      drafts.append(RuleDraft(state: .trainable, entries: [entry], because: pattern.setting))
    }
    return drafts
  }

  /// Refuses what axolotl stops at.
  private static func refuse(_ reader: inout RulesReader) throws(Reported) {
    let span = reader.settings.entry(key)?.keySpan
    let kwargs = reader.settings["gradient_checkpointing_kwargs"]
    if let setting = kwargs?["use_reentrant"], setting.isTruthy {
      throw reader.refuse(
        "axolotl would stop: `use_reentrant: true` excludes \(key)", at: setting.span)
    }
    let scalars = reader.model.names.indices.filter { reader.model[$0].shape.isEmpty }
    if let first = scalars.first {
      throw reader.refuse(
        "axolotl would stop: with \(key) it takes the length of every parameter, and "
          + "`\(clipped(reader.model.names[first]))` is a scalar, which has none", at: span)
    }
  }

  private static func unfreeze(
    _ patterns: [AxolotlPattern], _ states: inout [Bool], _ reader: inout RulesReader
  ) throws(Reported) {
    let model = reader.model
    var ranges: [Int: [(start: Int, end: Int, pattern: Int)]] = [:]
    var whole: [Int: Int] = [:]
    for tensor in states.indices { states[tensor] = false }
    let picks = try reader.matches(patterns.map { .regex($0.regex) })
    let exactPicks = try reader.matches(
      patterns.map { $0.exactNumber.map(NameTest.regex) ?? .nothing })
    for (number, pattern) in patterns.enumerated() {
      let matched = picks[number]
      for tensor in matched {
        states[tensor] = true
        guard let rows = pattern.rows else {
          whole[tensor] = number
          continue
        }
        let length = model[tensor].shape[0]
        let end = rows.end ?? length
        if end > length && length > 0 || rows.start >= end {
          throw reader.refuse(
            "axolotl would stop: `\(clipped(model.names[tensor]))` has \(counted(length, "row")), and "
              + "`\(pattern.setting)` asks for \(rows.start) to \(end)", at: pattern.span)
        }
        ranges[tensor, default: []].append((rows.start, end, number))
      }
      warn(of: pattern, matched, exact: exactPicks[number], &reader)
    }
    try reader.refuseIntegers(states, at: reader.settings.entry(key)?.keySpan)
    listRows(ranges, whole, patterns, &reader)
  }

  /// Lists the rows that axolotl holds still in what trains here whole.
  private static func listRows(
    _ ranges: [Int: [(start: Int, end: Int, pattern: Int)]], _ whole: [Int: Int],
    _ patterns: [AxolotlPattern], _ reader: inout RulesReader
  ) {
    var held: [Int: [Int]] = [:]
    var widened: [Int: [Int]] = [:]
    for (tensor, found) in ranges {
      let length = reader.model[tensor].shape[0]
      var covered = 0
      for range in found.sorted(by: { $0.start < $1.start }) where range.start <= covered {
        covered = max(covered, range.end)
      }
      if covered >= length { continue }
      for pattern in Set(found.map(\.pattern)) { held[pattern, default: []].append(tensor) }
      if let pattern = whole[tensor] { widened[pattern, default: []].append(tensor) }
    }
    for (number, pattern) in patterns.enumerated() {
      if let tensors = held[number] {
        reader.list(
          "`\(pattern.setting)` trains only these rows of \(some(tensors, reader)); here all rows train",
          at: pattern.span,
          help: [
            "zero the gradients of the other rows in a hook, as axolotl does; weight decay moves those all the same"
          ])
      }
      if let tensors = widened[number] {
        reader.warnOfReading(
          "`\(pattern.setting)` does not add the other rows of \(some(tensors, reader)): ranges win",
          at: pattern.span)
      }
    }
  }

  /// Tensors by the first of them: `lm_head.weight`, or `a.weight` and 8 more.
  private static func some(_ tensors: [Int], _ reader: RulesReader) -> String {
    let first = "`\(clipped(reader.model.names[tensors.min() ?? 0]))`"
    return tensors.count == 1 ? first : "\(first) and \(grouped(tensors.count - 1)) more"
  }

  /// Warns where a pattern matches something else than it seems to.
  private static func warn(
    of pattern: AxolotlPattern, _ matched: [Int], exact: [Int], _ reader: inout RulesReader
  ) {
    if matched.isEmpty { return }
    let names = reader.model.names
    if let digits = pattern.eatenClass {
      reader.warnOfReading(
        "[\(digits)] at the end of `\(pattern.setting)` is row \(Int(digits) ?? 0), and no class of characters",
        at: pattern.span, help: ["a class with a `-`, as in [0-9], stays one"])
    } else if pattern.rows != nil, matched.count > 1, !pattern.base.hasSuffix("$") {
      reader.warnOfReading(
        "the range of `\(pattern.setting)` holds for \(counted(matched.count)), for the names go on behind it",
        at: pattern.span,
        notes: ["they are \(listed(matched.lazy.map { "`\(clipped(names[$0]))`" }))"],
        help: ["put `$` before the range"])
    }
    let meant = Set(exact)
    if let further = matched.first(where: { !meant.contains($0) }), !meant.isEmpty {
      reader.warnOfReading(
        "`\(pattern.setting)` goes on to longer numbers: it matches `\(clipped(names[further]))` too",
        at: pattern.span,
        help: [
          "where that is not meant, end it with \(pattern.base.hasSuffix(".*") ? "`.` in place of `.*`" : "a `.`")"
        ])
    }
  }

  // MARK: freeze_mm_modules

  private static let media = [
    "vision_tower", "vision_model", "vision_encoder", "embed_vision", "multi_modal_projector",
    "visual", "audio_tower", "audio_model", "embed_audio",
  ]

  private static func freezeMedia(_ rules: inout ToolRules, _ reader: inout RulesReader) {
    let setting = "freeze_mm_modules: true"
    let span = reader.settings.entry("freeze_mm_modules")?.keySpan
    let model = reader.model
    var entries: [RuleDraft.Entry] = []
    var known: Set<ExactString> = []
    for (tensor, name) in model.names.enumerated() {
      let parts = components(name)
      guard let depth = parts.firstIndex(where: { part in media.contains { $0.isExactly(part) } })
      else { continue }
      rules.states[tensor] = false
      let path = parts[...depth].joined(separator: ".")
      let test = depth == parts.count - 1 ? NameTest.exact(path) : .module(path)
      if known.insert(ExactString(path)).inserted {
        entries.append(RuleDraft.Entry(test: test, setting: setting, span: span))
      }
    }
    if entries.isEmpty {
      return reader.warnOfNothing(
        "`\(setting)` matches no module", at: span,
        notes: [
          "axolotl accepts that in silence",
          "it looks for \(listed(media, "and", most: media.count))",
        ])
    }
    rules.drafts.append(RuleDraft(state: .frozen, entries: entries, because: setting))
  }
}

/// An entry of `unfrozen_parameters`.
private struct AxolotlPattern {
  /// The entry.
  let text: String
  /// Its name pattern.
  let base: String
  /// The rows that it asks for.
  let rows: (start: Int, end: Int?)?
  let regex: PythonRegex
  let span: SourceSpan

  /// The setting with this entry.
  var setting: String { "unfrozen_parameters: \(Quoted.excerpt(text))" }

  /// Splits a range of rows off the end of an entry.
  static func split(_ text: String) -> (base: String, rows: (start: Int, end: Int?)?) {
    let scalars = text.unicodeScalars
    guard scalars.last == "]", let open = scalars.lastIndex(of: "["), open > text.startIndex,
      !scalars[..<open].contains("\n")
    else { return (text, nil) }
    let inner = scalars[scalars.index(after: open)...].dropLast()
    let parts = inner.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else {
      return (text, nil)
    }
    func number(_ digits: Substring.UnicodeScalarView) -> Int { Int(String(digits)) ?? .max }
    let base = String(text[..<open])
    guard parts.count == 2 else {
      // Without a digit it is all rows.
      if inner.isEmpty { return (base, (0, nil)) }
      return (base, (number(inner), saturatingSum(number(inner), 1)))
    }
    return (
      base, (parts[0].isEmpty ? 0 : number(parts[0]), parts[1].isEmpty ? nil : number(parts[1]))
    )
  }

  /// The expression that a name pattern becomes: each `.` but before a `+` is the character.
  static func rewritten(_ base: String) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(base.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar == ".", !(index + 1 < scalars.count && scalars[index + 1] == "+") {
        result.append("\\")
      }
      result.append(scalar)
    }
    return String(result)
  }

  /// The digits between brackets that were meant as a class, it seems.
  var eatenClass: Substring? {
    guard rows != nil, !base.hasSuffix("$") else { return nil }
    let inner = text[text.index(after: text.lastIndex(of: "[") ?? text.startIndex)...].dropLast()
    guard !inner.isEmpty, !inner.contains(":") else { return nil }
    let isAfterNumber = base.utf8.last.map { $0.isASCIIDigit || $0 == UInt8(ascii: ".") } == true
    return inner.utf8.count > 1 || isAfterNumber ? inner : nil
  }

  /// The expression that ends where the number at the entry's end does; `nil` where none is there.
  var exactNumber: PythonRegex? {
    let stem = base.hasSuffix(".*") ? base.dropLast(2) : base[...]
    guard stem.utf8.last?.isASCIIDigit == true else { return nil }
    return try? PythonRegex("(?:\(Self.rewritten(String(stem))))(?:[^0-9]|$)", .start)
  }

  /// What may keep an entry from matching.
  var whyItMissed: [String] {
    var reasons: [String] = []
    if base.contains("\\.") {
      reasons.append(
        "axolotl puts a backslash before each dot itself: `\\.` becomes `\\\\.`, a backslash and any character"
      )
    } else if base.hasPrefix(".*") || base.dropLast(2).contains(".*") {
      reasons.append("`.*` is no wildcard there: the dot is a dot; `.+` is one")
    }
    if base.utf8.last == UInt8(ascii: "]"),
      let inner = base.split(separator: "[").last?.dropLast(),
      !inner.isEmpty, inner.utf8.allSatisfy({ $0.isASCIIDigit || ":-".utf8.contains($0) })
    {
      reasons.append(
        "[\(inner)] is a class of characters there, for ranges have no sign and no step")
    }
    if reasons.isEmpty, !base.hasPrefix("^"), !base.hasPrefix(".+") {
      reasons.append("a pattern is matched from the start of the name on")
    }
    return reasons
  }
}
