/// Children of a module that belong together: of one class, their names one prefix and a number, as the
/// layers of a list are.
struct NumberedSiblings {
  /// One of them.
  struct Sibling {
    /// Its name within the parent.
    let name: String
    /// Its module and where that stands.
    let place: ModuleTree.Place

    /// The numbers of the parameters at and below it.
    var parameters: Range<Int> { place.parameters }
  }

  /// What their names have in common in front of the numbers.
  let prefix: String
  /// The siblings, in order.
  private(set) var items: [Sibling] = []

  /// Below so many, children are no list.
  static let least = 4

  /// The lists among a module's children; those that hold no parameters are in none.
  ///
  /// - Parameters:
  ///   - place: The module.
  ///   - sameSize: Whether siblings hold equally many parameters.
  static func lists(of place: ModuleTree.Place, sameSize: Bool) -> [NumberedSiblings] {
    /// What they have in common.
    struct Kind: Hashable {
      let type: ObjectIdentifier
      let size: Int
      let prefix: ExactString
    }
    if place.module.children.count < least { return [] }
    var lists: [NumberedSiblings] = []
    var kinds: [Kind] = []
    var listOfKind = HashIndex()
    var number = place.number + 1
    var start = place.firstParameter + place.module.parameters.count
    for child in place.module.children {
      let module = child.module
      let sibling = ModuleTree.Place(module: module, number: number, firstParameter: start)
      number = saturatingSum(number, module.moduleCount)
      start = saturatingSum(start, module.parameterCount)
      let digits = child.name.utf8.reversed().prefix(while: \.isASCIIDigit).count
      guard module.parameterCount > 0, digits > 0 else { continue }
      let prefix = String(child.name.unicodeScalars.dropLast(digits))
      let kind = Kind(
        type: ObjectIdentifier(module.type), size: sameSize ? module.parameterCount : 0,
        prefix: ExactString(prefix))
      let index = listOfKind.number(of: kind, in: kinds) ?? lists.count
      if index == lists.count {
        lists.append(NumberedSiblings(prefix: prefix))
        listOfKind.insert(index, kind)
        kinds.append(kind)
      }
      lists[index].items.append(Sibling(name: child.name, place: sibling))
    }
    return lists.filter { $0.items.count >= least }
  }

  private init(prefix: String) { self.prefix = prefix }
}
