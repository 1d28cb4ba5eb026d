/// The paths and classes of a model's modules, to find what a mistyped one was meant to be.
struct ModuleNames {
  private let root: Module
  private var known: ModelSurvey?
  private var tree: ModuleTree

  /// How many paths a mistyped one is compared with.
  private static let candidateLimit = 5_000

  init(_ root: Module) {
    self.root = root
    tree = ModuleTree(root)
  }

  private mutating func survey() -> ModelSurvey {
    if let known { return known }
    let survey = ModelSurvey(root)
    known = survey
    return survey
  }

  /// The error of a value that no module answers to.
  mutating func finding(_ key: SelectorKey, _ value: SelectorValue) -> Diagnostic {
    key == .type
      ? finding(ofClass: value.text, at: value.span) : finding(ofPath: value.text, at: value.span)
  }

  /// The error of a class that no module is of.
  mutating func finding(ofClass name: String, at span: SourceSpan) -> Diagnostic {
    let survey = survey()
    var help: [String] = []
    if tree.module(at: name) != nil {
      help = ["it is the path of a module: write {module: \(flowScalar(clipped(name)))}"]
    } else {
      help = Suggestion.didYouMean(name, in: survey.classNames)
    }
    if help.isEmpty {
      help = ["the classes here are \(listed(survey.classes.map(\.name)))"]
    }
    let text = clipped(name)
    return Diagnostic(
      .noSuchModule,
      Glob.hasWildcards(name)
        ? "no module's class is named like \"\(text)\"" : "no module is of class \(text)",
      at: span, help: help)
  }

  private mutating func finding(ofPath text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .noSuchModule, "no module is at \"\(clipped(text))\"", at: span, help: cures(ofPath: text))
  }

  private mutating func cures(ofPath text: String) -> [String] {
    let survey = survey()
    if survey.classNames.contains(text) {
      return ["\(text) is a class: write {type: \(flowScalar(text))}"]
    }
    if tree.parameter(named: text) != nil, let module = text.lastIndex(of: ".") {
      return [
        "it is a parameter; its module is {module: \(flowScalar(clipped(String(text[..<module]))))}"
      ]
    }
    if let path = IndexNotation.path(text),
      (try? ModulePath(parsing: path))?.resolve(in: &tree, limit: 1).failure == nil
    {
      return ["an index or a slice stands in brackets: write {module: \(flowScalar(path))}"]
    }
    if let longer = survey.modulePaths.first(where: { $0.hasSuffix("." + text) }) {
      return ["did you mean {module: \(flowScalar(clipped(longer)))}?"]
    }
    if let failure = (try? ModulePath(parsing: text))?.resolve(in: &tree, limit: 10_000).failure {
      let place = failure.at
      let path = tree.path(of: place)
      let owner = path.isEmpty ? "the model" : "\"\(clipped(path))\""
      let names = place.module.children.map(\.name)
      if names.isEmpty { return ["\(owner) has no children"] }
      if path.isEmpty || failure.step == 0 {
        let near = Suggestion.didYouMean(
          text, in: survey.modulePaths.prefix(Self.candidateLimit))
        if !near.isEmpty { return near }
      }
      let near = Suggestion.nearest(
        to: components(text).last ?? "", in: names.prefix(Self.candidateLimit), limit: 1)
      if let near = near.first {
        let whole = path.isEmpty ? near : "\(path).\(near)"
        return ["did you mean {module: \(flowScalar(clipped(whole)))}?"]
      }
      return ["the children of \(owner) are \(listed(names))"]
    }
    return []
  }
}
