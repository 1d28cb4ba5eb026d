/// Cures that say which key was meant.
struct KeyCures {
  let word: MistypedWord

  private var key: SelectorKey { word.key }

  /// A glob written under a key that takes none.
  func proposeGlob(to cures: inout Cures) {
    // The brackets of an index are no class of characters.
    if key == .module, let path = try? ModulePath(parsing: word.text), !path.hasWildcards { return }
    let takes = key == .module ? "a path" : "a name"
    cures.add(.glob, word.text) { _ in
      .writing(.glob, word.text) { _ in
        let shown = flowScalar(word.text)
        return "`\(key.rawValue)` takes \(takes) without wildcards: write {glob: \(shown)}"
      }
    }
    if key == .module || key == .parameter && !word.text.hasPrefix("*") {
      let text = key == .module ? word.text + ".*" : "*." + word.text
      cures.add(.glob, text, isGuess: true) { _ in
        .writing(.glob, text) { _ in
          "`\(key.rawValue)` takes \(takes) without wildcards: write {glob: \(flowScalar(text))}"
        }
      }
    }
  }

  /// A class written under a key for names.
  func proposeType(to cures: inout Cures) {
    let core = withoutNamespace(word.core)
    if core.isEmpty { return }
    if word.survey.classNames.contains(ExactString(core)) {
      cures.add(.type, core) { _ in
        .writing(.type, core) { "\(core) is a layer class: write \($0)" }
      }
      if word.survey.classes.contains(where: { $0.name.isExactly(core) && !$0.hasParameters }) {
        cures.addFallback("\(core) is a layer class whose modules have no parameters")
      }
    } else if word.hasWildcards, (try? Glob.parse(word.text)) != nil {
      cures.add(.type, word.text) { _ in
        .writing(.type, word.text) { "classes are named like this: write \($0)" }
      }
    }
    if !word.survey.classNames.contains(ExactString(core)), isKnownClass(core) {
      cures.addFallback(
        "\(core) is a layer class, but the model has none; it has \(listed(word.survey.layerClasses))"
      )
    }
  }

  /// A module's path written under another key.
  func proposeModule(_ tree: inout ModuleTree, to cures: inout Cures) {
    if key == .module { return }
    let text = word.text
    // A glob's class and a path's index look alike.
    if let path = try? ModulePath(parsing: text), !path.steps.isEmpty {
      let isPlain = path.steps.allSatisfy(\.isChild)
      let orGlob = isPlain ? " or \(quoted(text + ".*"))" : ""
      cures.add(.module, text) { names in
        if key == .name, isPlain, let name = names.first {
          return .writing(.module, text) {
            "\(text) is a module: write \($0), or name its parameters, such as \(name)"
          }
        }
        let what = isPlain ? "\(text) is a module" : "an index belongs in a module path"
        return .writing(.module, text) { "\(what): write \($0)\(orGlob)" }
      }
      if isPlain, let place = tree.module(at: text), place.module.parameterCount == 0 {
        cures.addFallback(
          "\(text) is a module, \(article(place.module.type.name)), and has no parameters")
      }
    }
    if key == .glob, word.hasWildcards || text.hasSuffix(".") {
      let below = text + (text.hasSuffix(".") ? "*" : ".*")
      cures.add(.glob, below) { _ in
        .writing(.glob, below) { "modules are named like this: write \($0) for what is below them" }
      }
    }
  }

  /// The last component of a name, or a whole one, written under another key.
  func proposeParameter(_ tree: inout ModuleTree, to cures: inout Cures) {
    if cures.areOfModules {
      let isOfRoot = modulePath(of: word.text).isEmpty
      if !isOfRoot, tree.parameter(named: word.text) != nil {
        let path = flowScalar(String(modulePath(of: word.text)))
        cures.add("it is a parameter; its module is {module: \(path)}")
      }
      return
    }
    let core = word.core
    if key != .parameter, !core.isEmpty, components(core).count == 1, !Glob.hasWildcards(core) {
      let glob = "*." + core
      // At the root nothing stands before the last component, so that the glob is none.
      let orGlob = glob.isExactly(word.text) ? "" : " or \(quoted(glob))"
      cures.add(.parameter, core) { _ in
        .writing(.parameter, core) { "write \($0)\(orGlob)" }
      }
    }
    if key == .parameter || key == .module {
      let text = word.text
      cures.add(.name, text) { _ in
        .writing(.name, text) { "\(text) is a parameter's whole name: write \($0)" }
      }
    }
    if key == .parameter, word.parts.count > 1, !word.text.hasPrefix("*") {
      let text = "*." + word.text
      cures.add(.glob, text) { _ in
        .writing(.glob, text) { _ in
          "`parameter` is the last component alone: write {glob: \(flowScalar(text))}"
        }
      }
    }
  }

  /// A class that the model does not have.
  func proposeForType(to cures: inout Cures) {
    let text = word.text
    let core = withoutNamespace(text)
    if core != text {
      let isAlone = cures.areOfModules
      cures.add(.type, core) { _ in
        .writing(.type, core) { "write the class alone: \(isAlone ? flowScalar(core) : $0)" }
      }
    }
    cures.add(.module, text) { _ in
      .writing(.module, text) { "\(text) is a module's path: write \($0)" }
    }
    cures.add(.parameter, text) { _ in
      .writing(.parameter, text) { "\(text) is a parameter: write \($0)" }
    }
    let candidates = word.survey.classWords
    let nearest = cures.equallyNear(to: core, in: candidates)
    if let near = nearest.first,
      !isKnownClass(core) || lowercased(near) == lowercased(core)
    {
      let isThere = word.beside.contains { $0.text.isExactly(near) }
      cures.add(.type, near, isGuess: true) { _ in
        if isThere { return "\(near) is in the list already: take this out" }
        return .writing(
          .type, near, isFix: nearest.count == 1 && Misspelling.isSlip(core, of: near)
        ) { _ in
          "did you mean \(near)?"
        }
      }
    }
    // A longer one is no part of a name by mistake, and would take its time to look for.
    let isPart = (4...64).contains(core.utf8.count)
    // The classes that modules are, before those that these extend.
    let own = word.survey.classes.map(\.name)
    let longer =
      [own, candidates].map { names in
        names.filter {
          isPart && $0.utf8.count > core.utf8.count && firstRange(of: core, in: $0) != nil
        }
      }.first { !$0.isEmpty } ?? []
    if (3...6).contains(longer.count) {
      let names = longer.sorted()
      cures.add(.type, names[0], and: Array(names.dropFirst()), isGuess: true) { _ in
        .writing(.type, list: names, isFix: false) { "there are several: write \($0)" }
      }
    }
    for name in longer.sorted().prefix(2) {
      cures.add(.type, name, isGuess: true) { _ in
        .writing(.type, name, isFix: false) { "there is a class \(name): write \($0)" }
      }
    }
    if cures.areOfModules {
      cures.addFallback("the classes here are \(listed(word.survey.classes.map(\.name)))")
      return
    }
    let classes = word.survey.layerClasses
    if classes.isEmpty || word.survey.classes.contains(where: { $0.name.isExactly(core) }) {
      return
    }
    cures.addFallback("the classes with parameters of their own here are \(listed(classes))")
  }

  /// A class without `torch.nn.` before it.
  private func withoutNamespace(_ text: String) -> String {
    let plain = plainClassName(text)
    return plain == text ? text : components(plain).last ?? plain
  }

  private func isKnownClass(_ name: String) -> Bool {
    Catalogue.layer(named: name) != nil || Catalogue.bases(of: name) != nil
  }
}
