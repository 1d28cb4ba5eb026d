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
        first >= children.count
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
        start >= 0, stop >= 0, start >= stop, start < children.count
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
