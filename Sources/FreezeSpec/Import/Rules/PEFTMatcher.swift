/// Tells which modules `target_modules` picks, with what keeps some of them from it.
struct PEFTMatcher {
  private enum Targets {
    /// The paths that an expression matches.
    case paths(Set<ExactString>)
    case endings(Set<ExactString>)
  }

  private let targets: Targets
  private let shown: String
  private let span: SourceSpan
  private var excluded: Set<ExactString> = []
  private var layers: Set<Int>?
  /// For each path the number of its layer, where it has one.
  private var layerOfPath: [ExactString: Int] = [:]
  private var exclusionSpan: SourceSpan?
  private var excludesNothing = false
  private var dead: [(name: String, span: SourceSpan)] = []
  /// The endings of paths that the targets have; none where these are not listed.
  private(set) var endings: [String] = []

  init(
    _ reader: inout RulesReader, _ wanted: Setting, _ saved: PEFTSavedModules
  ) throws(Reported) {
    let paths = reader.model.modules.map(\.path).filter { !$0.isEmpty }
    span = wanted.span
    shown = "target_modules"
    if let text = wanted.string {
      if lowercased(text) == "all-linear" {
        // PEFT puts the names in the place of the word, and these are endings as any.
        targets = .endings(Self.linear(&reader))
      } else {
        targets = .paths(try Self.matches(text, .whole, shown, wanted.span, paths, &reader))
      }
      try Self.refuseLayers(&reader)
    } else {
      let items = try reader.strings("target_modules", takesString: false)
      let names = items.compactMap(\.string)
      targets = .endings(Set(names.map { ExactString($0) }))
      let known = Set(paths.lazy.flatMap(Self.endings))
      for item in items {
        guard let name = item.string else { continue }
        if !known.contains(ExactString(name)) { dead.append((name, item.span)) }
      }
      if names.count >= 20, reader.settings["layers_to_transform"]?.isTruthy == true {
        throw reader.refuse(
          "`layers_to_transform` cannot be carried over beside 20 or more `target_modules`, which PEFT "
            + "condenses first", at: wanted.span, help: ["write the targets as an expression"])
      }
      try readLayers(paths, &reader)
      endings = names
    }
    try readExclusions(paths, &reader)
    for (index, isExcluded) in try saved.excluded(paths, &reader).enumerated() where isExcluded {
      excluded.insert(ExactString(paths[index]))
    }
  }

  /// Whether a module gets an adapter.
  func matches(_ path: String) -> Bool {
    let key = ExactString(path)
    if excluded.contains(key) { return false }
    switch targets {
    case .paths(let paths): return paths.contains(key)
    case .endings(let names):
      // A path that is written whole is taken whatever its layer.
      if names.contains(key) { return true }
      guard Self.endings(of: path).contains(where: names.contains) else { return false }
      guard let layers else { return true }
      return layerOfPath[key].map(layers.contains) == true
    }
  }

  /// A path, and what stands in it behind each dot.
  private static func endings(of path: String) -> [ExactString] {
    let dots = path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: ".") }
    return [ExactString(path)]
      + dots.map { ExactString(path[path.utf8.index(after: $0)...]) }
  }

  /// Reports what finds no module.
  func report(_ isEmpty: Bool, _ reader: inout RulesReader) throws(Reported) {
    if isEmpty, reader.settings["target_parameters"]?.isTruthy != true {
      throw reader.refuse(
        "PEFT would stop: `\(shown)` finds no module in the model", at: span,
        help: reader.settings["target_modules"]?.string == nil
          ? []
          : [
            "a string is matched against whole paths, as in \(quoted(".*\\.q_proj")); a list has the names"
          ])
    }
    for (name, span) in dead {
      reader.warnOfNothing(
        "`\(shown): \(Quoted.excerpt(name))` finds no module", at: span,
        notes: ["PEFT accepts that in silence"])
    }
    if excludesNothing {
      reader.warnOfNothing("`exclude_modules` excludes no module", at: exclusionSpan)
    }
  }

  // MARK: Settings

  private static func matches(
    _ text: String, _ way: PythonRegex.Way, _ key: String, _ span: SourceSpan, _ paths: [String],
    _ reader: inout RulesReader
  ) throws(Reported) -> Set<ExactString> {
    let regex = try reader.regex(text, way, of: key, at: span)
    return Set(try reader.matches([.regex(regex)], in: paths)[0].map { ExactString(paths[$0]) })
  }

  /// The modules of `all-linear`: all but the head, which PEFT knows by asking the model.
  private static func linear(_ reader: inout RulesReader) -> Set<ExactString> {
    var found: Set<ExactString> = []
    for (path, module) in reader.model.modules
    where module.type.allNames.contains("Linear") || module.type.name == "Conv1D" {
      if !path.isEmpty { found.insert(ExactString(path)) }
    }
    let task = reader.settings["task_type"]?.string
    let heads = task == "SEQ_CLS" ? ["score", "classifier"] : ["lm_head", "embed_out"]
    guard let head = heads.first(where: { found.contains(ExactString($0)) }) else { return found }
    found.remove(ExactString(head))
    reader.remark("\(head) is taken for the output of the model, which all-linear leaves out")
    return found
  }

  private static func refuseLayers(_ reader: inout RulesReader) throws(Reported) {
    for key in ["layers_to_transform", "layers_pattern"] {
      guard let entry = reader.settings.entry(key), !entry.value.isNull else { continue }
      if key == "layers_pattern", !entry.value.isTruthy { continue }
      throw reader.refuse(
        "PEFT would stop: `\(key)` goes with a list of `target_modules`", at: entry.keySpan)
    }
  }

  private mutating func readExclusions(
    _ paths: [String], _ reader: inout RulesReader
  ) throws(Reported) {
    guard let setting = reader.settings["exclude_modules"], setting.isTruthy else { return }
    exclusionSpan = setting.span
    if let text = setting.string {
      excluded = try Self.matches(text, .whole, "exclude_modules", setting.span, paths, &reader)
    } else {
      let names = Set(
        try reader.strings("exclude_modules", takesString: false).compactMap(\.string)
          .map { ExactString($0) })
      for path in paths
      where Self.endings(of: path).contains(where: names.contains) {
        excluded.insert(ExactString(path))
      }
    }
    excludesNothing = excluded.isEmpty
  }

  private mutating func readLayers(_ paths: [String], _ reader: inout RulesReader) throws(Reported)
  {
    let pattern = reader.settings["layers_pattern"]
    guard let setting = reader.settings["layers_to_transform"], !setting.isNull else {
      if let pattern, pattern.isTruthy {
        throw reader.refuse(
          "PEFT would stop: `layers_pattern` goes with `layers_to_transform`", at: pattern.span)
      }
      return
    }
    if let one = setting.integer {
      layers = [one]
    } else if let items = setting.items {
      if items.isEmpty { return }
      var numbers: Set<Int> = []
      for item in items {
        guard let number = item.integer else {
          throw reader.wrongKind("layers_to_transform", item, "integers")
        }
        numbers.insert(number)
      }
      layers = numbers
    } else {
      throw reader.wrongKind("layers_to_transform", setting, "an integer or a list of integers")
    }
    if let negative = layers?.filter({ $0 < 0 }).max() {
      reader.warnOfNothing(
        "`layers_to_transform: \(negative)` is no layer: they count from 0", at: setting.span,
        notes: ["PEFT accepts that in silence"])
    }
    var patterns: [String] = []
    if let pattern, pattern.isTruthy {
      patterns = try reader.strings("layers_pattern", takesString: true).compactMap(\.string)
    }
    let span = pattern?.span ?? setting.span
    var numbers = try LayerNumbers(patterns, span, &reader)
    for path in paths {
      if let number = numbers.number(in: path) { layerOfPath[ExactString(path)] = number }
      if numbers.stepsLeft <= 0 {
        throw reader.refuse(
          "`layers_pattern` takes too many steps to find in all paths of the model", at: span,
          help: ["name one list, as in \"layers\""])
      }
    }
  }
}

/// Tells the layer that a module is in, by its path.
private struct LayerNumbers {
  /// The patterns by their text, each with its place among them.
  private var places: [ExactString: Int] = [:]
  /// The numbers of components that they have.
  private var counts: Set<Int> = []
  /// How many more looks among the patterns may be taken.
  private(set) var stepsLeft = Limits.importSteps

  init(_ patterns: [String], _ span: SourceSpan, _ reader: inout RulesReader) throws(Reported) {
    for (place, pattern) in patterns.enumerated() {
      guard
        pattern.unicodeScalars.allSatisfy({
          $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" || $0 == "."
        })
      else {
        throw reader.refuse(
          "`layers_pattern: \(Quoted.excerpt(pattern))` cannot be carried over: it is an expression",
          at: span,
          help: ["write the name of the list, as in \"layers\""])
      }
      if places[ExactString(pattern)] == nil { places[ExactString(pattern)] = place }
      counts.insert(components(pattern).count)
    }
  }

  /// The number of the layer that a module is in: the first number of its path that another component
  /// stands before, or the one behind the first pattern that stands in it.
  mutating func number(in path: String) -> Int? {
    let parts = components(path)
    let numbers = parts.indices.dropLast().filter { place in
      !parts[place].isEmpty && parts[place].utf8.allSatisfy(\.isASCIIDigit)
    }
    // `.*?\.[^.]*\.(\d+)\.`: two components at least stand before the number, one behind it.
    if places.isEmpty { return numbers.first { $0 >= 2 }.flatMap { Int(parts[$0]) } }
    var found: (pattern: Int, number: Int)?
    for number in numbers {
      for count in counts where count <= number {
        stepsLeft -= count
        let before = parts[(number - count)..<number].joined(separator: ".")
        guard let pattern = places[ExactString(before)], found.map({ pattern < $0.pattern }) ?? true
        else { continue }
        found = (pattern, number)
      }
    }
    return found.flatMap { Int(parts[$0.number]) }
  }
}
