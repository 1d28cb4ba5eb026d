/// Cures that say what stands where a path leads nowhere.
struct PathCures {
  let word: MistypedWord

  /// The modules with parameters beside one that is there and has none.
  ///
  /// - Returns: Whether the path leads to a module, so that no other spelling was meant.
  func proposeSiblings(_ tree: inout ModuleTree, to cures: inout Cures) -> Bool {
    guard let path = try? ModulePath(parsing: word.text), path.steps.count > 0,
      let place = path.resolve(in: &tree, limit: 1_000).first(in: &tree)
    else { return false }
    let parent = components(tree.path(of: place)).dropLast().joined(separator: ".")
    let siblings = tree.module(at: parent)?.module.children ?? []
    let names = siblings.filter { $0.module.parameterCount > 0 }.map(\.name)
    if !names.isEmpty {
      let owner = parent.isEmpty ? "the model" : parent
      cures.addFallback("the children of \(owner) that have parameters: \(listed(names))")
    }
    return true
  }

  /// A module that was left out in the middle of a path: `distilbert.layer.*` for
  /// `distilbert.transformer.layer.*`.
  func proposeMissing(_ tree: inout ModuleTree, to cures: inout Cures) {
    let (key, parts) = (word.key, word.parts)
    guard key == .glob || key == .name || key == .module, parts.count > 1 else { return }
    var place = tree.root
    var depth = 0
    while depth < parts.count, let child = tree.child(named: parts[depth], of: place) {
      place = child
      depth += 1
    }
    guard depth > 0, depth < parts.count else { return }
    let next = String(parts[depth].unicodeScalars.prefix { $0 != "[" })
    if next.isEmpty || Glob.hasWildcards(next) || next.utf8.allSatisfy(\.isASCIIDigit) { return }
    let between = place.module.children.prefix(1_000).filter { child in
      child.module.children.contains { $0.name.isExactly(next) }
        || child.module.parameters.contains { $0.name.isExactly(next) }
    }.map(\.name)
    let areNumbers = between.allSatisfy { $0.utf8.allSatisfy(\.isASCIIDigit) }
    // Of numbered ones all may be meant.
    if areNumbers, between.count > 1 {
      if key == .name { return }
      let head = parts[..<depth].joined(separator: ".")
      let tail = parts[depth...].joined(separator: ".")
      propose(head + (key == .module ? "[:]." : ".*.") + tail, to: &cures)
      return
    }
    for name in between.prefix(2) {
      propose((parts[..<depth] + [name] + parts[depth...]).joined(separator: "."), to: &cures)
    }
  }

  private func propose(_ text: String, to cures: inout Cures) {
    let key = word.key
    cures.add(key, text, isGuess: true) { _ in
      .writing(key, text, isFix: false) {
        "did you mean \(key == .name ? flowScalar(text) : $0)?"
      }
    }
  }

  /// How far a path can be followed, and what there is instead of the next step.
  ///
  /// - Returns: Whether an index is out of range, so that no other name was meant.
  func proposeWhereItEnds(_ tree: inout ModuleTree, to cures: inout Cures) -> Bool {
    let key = word.key
    if key == .regex || key == .parameter { return false }
    // Of a glob, the part before its first wildcard.
    let literal = word.parts.prefix { !Glob.hasWildcards($0) }
    guard
      let path = try? ModulePath(
        parsing: key == .module ? word.text : literal.joined(separator: "."))
    else { return false }
    let resolution = path.resolve(in: &tree, limit: 10_000)
    guard let place = resolution.failure?.at ?? resolution.first(in: &tree) else {
      return false
    }
    let children = place.module.children
    let areNumbered = place.hasNumberedChildren
    let at = tree.path(of: place)
    let owner = at.isEmpty ? "the model" : "\(at), \(article(place.module.type.name)),"
    guard let failure = resolution.failure else {
      // What comes next may be a range past the last index.
      let next = word.parts.dropFirst(literal.count).first ?? ""
      let first = Int(String(next.dropFirst().prefix { $0 >= "0" && $0 <= "9" }))
      guard key != .module, next.hasPrefix("{"), let first, areNumbered, !children.isEmpty,
        first >= place.module.items.count
      else { return false }
      cures.add("\(owner) has \(place.countedChildren)", isGuess: true)
      return true
    }
    switch path.steps[failure.step] {
    case .child(let name):
      if children.isEmpty {
        if failure.step > 0 { cures.addFallback("\(owner) has no children") }
        return false
      }
      let isNumber = name.text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      if isNumber, areNumbered {
        cures.add("\(owner) has \(place.countedChildren)", isGuess: true)
        return true
      }
      if failure.step > 0 || key == .module {
        cures.addFallback("\(place.namedChildren(of: owner))")
      }
      return false
    case .index, .slice:
      if case .slice(let start?, let stop?, let step) = path.steps[failure.step], step > 0,
        start >= 0, stop >= 0, start >= stop, start < place.module.items.count
      {
        cures.add("a slice ends before its second index: from \(start) to \(stop) there is nothing")
        return true
      }
      cures.add(
        children.isEmpty
          ? "\(owner) has no children" : "\(owner) has \(place.countedChildren)",
        isGuess: true)
      return true
    }
  }
}
