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

      /// Whether a module of a name whose last digits are a number is of this kind.
      func fits(_ name: String, _ digits: Int, _ module: Module, _ size: Int) -> Bool {
        let length = prefix.text.utf8.count
        return type == ObjectIdentifier(module.type) && self.size == size
          && name.utf8.count == length + digits
          && (length == 0 || name.startsExactly(with: prefix.text))
      }
    }
    if place.module.children.count < least { return [] }
    var lists: [NumberedSiblings] = []
    var kinds: [Kind] = []
    var listOfKind = HashIndex()
    var last = -1
    var number = place.number + 1
    var start = place.firstParameter + place.module.parameters.count
    for child in place.module.children {
      let module = child.module
      let sibling = ModuleTree.Place(module: module, number: number, firstParameter: start)
      number = saturatingSum(number, module.moduleCount)
      start = saturatingSum(start, module.parameterCount)
      if module.parameterCount == 0 { continue }
      let digits = lastDigits(of: child.name)
      if digits == 0 { continue }
      let size = sameSize ? module.parameterCount : 0
      // Those of a list follow each other.
      if last >= 0, kinds[last].fits(child.name, digits, module, size) {
        lists[last].items.append(Sibling(name: child.name, place: sibling))
        continue
      }
      let prefix = String(child.name.unicodeScalars.dropLast(digits))
      let kind = Kind(
        type: ObjectIdentifier(module.type), size: size, prefix: ExactString(prefix))
      let index = listOfKind.number(of: kind, in: kinds) ?? lists.count
      if index == lists.count {
        lists.append(NumberedSiblings(prefix: prefix))
        listOfKind.insert(index, kind)
        kinds.append(kind)
      }
      lists[index].items.append(Sibling(name: child.name, place: sibling))
      last = index
    }
    return lists.filter { $0.items.count >= least }
  }

  /// How many digits a name ends with.
  private static func lastDigits(of name: String) -> Int {
    var name = name
    return name.withUTF8 { bytes in
      var start = bytes.count
      while start > 0, bytes[start - 1].isASCIIDigit { start -= 1 }
      return bytes.count - start
    }
  }

  private init(prefix: String) { self.prefix = prefix }
}
