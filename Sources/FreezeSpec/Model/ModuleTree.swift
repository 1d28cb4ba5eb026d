/// Finds modules and parameters in a tree by name, by path and by number.
///
/// A module object may stand at many places, so a place is told by its number in `named_modules()`
/// order; what is found about an object's children is kept once for all its places.
struct ModuleTree {
  /// A place in the tree.
  struct Place {
    let module: Module
    /// Its number in `named_modules(remove_duplicate=False)` order, from 0.
    let number: Int
    /// The number of its first parameter in `named_parameters(remove_duplicate=False)` order.
    let firstParameter: Int

    /// The numbers of its own parameters.
    var ownParameters: Range<Int> { firstParameter..<firstParameter + module.parameters.count }
    /// The numbers of the modules at and below it.
    var modules: Range<Int> { number..<saturatingSum(number, module.moduleCount) }
    /// The numbers of the parameters at and below it.
    var parameters: Range<Int> { firstParameter..<firstParameter + module.parameterCount }
  }

  /// What is known of a module object, relative to its place.
  private struct Contents {
    /// How many modules stand before each child, from the module itself on.
    var modulesBefore: [Int] = []
    /// How many parameters stand before each child, from the module's first on.
    var parametersBefore: [Int] = []
    var children = SearchedNames()
    var parameters = SearchedNames()
  }

  /// Names that are searched; once that was often they have a table, which for one search would cost too
  /// much.
  private struct SearchedNames {
    private var searches = 0
    private var table: [ExactString: Int] = [:]

    /// After how many searches there is a table.
    private static let limit = 8

    /// The index of a name among others, which are the same at every search.
    mutating func index(of name: String, in names: some Collection<String>) -> Int? {
      searches += 1
      if searches <= Self.limit {
        return names.enumerated().first { $0.element.isExactly(name) }?.offset
      }
      if table.isEmpty {
        for (index, name) in names.enumerated() { table[ExactString(name)] = index }
      }
      return table[ExactString(name)]
    }
  }

  /// The place of the root.
  let root: Place
  /// The module objects that were looked into, where those are, and what is known of each.
  private var known: [ObjectIdentifier] = []
  private var index = HashIndex()
  private var contents: [Contents] = []

  init(_ root: Module) {
    self.root = Place(module: root, number: 0, firstParameter: 0)
  }

  private mutating func contents(of module: Module) -> Contents {
    contents[number(of: module)]
  }

  /// Where what is known of a module object stands.
  private mutating func number(of module: Module) -> Int {
    if let number = index.number(of: ObjectIdentifier(module), in: known) { return number }
    var result = Contents()
    var modules = 1
    var parameters = module.parameters.count
    for child in module.children {
      result.modulesBefore.append(modules)
      result.parametersBefore.append(parameters)
      modules = saturatingSum(modules, child.module.moduleCount)
      parameters = saturatingSum(parameters, child.module.parameterCount)
    }
    index.insert(known.count, ObjectIdentifier(module))
    known.append(ObjectIdentifier(module))
    contents.append(result)
    return contents.count - 1
  }

  /// Among so many children, and names, it takes less to go through them than to note what is known of
  /// them.
  private static let few = 8

  /// The place of a child.
  mutating func child(_ index: Int, of place: Place) -> Place {
    let children = place.module.children
    if index < Self.few {
      var number = saturatingSum(place.number, 1)
      var parameter = saturatingSum(place.firstParameter, place.module.parameters.count)
      for child in children[..<index] {
        number = saturatingSum(number, child.module.moduleCount)
        parameter = saturatingSum(parameter, child.module.parameterCount)
      }
      return Place(module: children[index].module, number: number, firstParameter: parameter)
    }
    let known = number(of: place.module)
    return Place(
      module: children[index].module,
      number: saturatingSum(place.number, contents[known].modulesBefore[index]),
      firstParameter: saturatingSum(place.firstParameter, contents[known].parametersBefore[index]))
  }

  /// The child that holds a parameter, of several that start at one place the last.
  ///
  /// - Parameters:
  ///   - parameter: Counted from the first of the module on, and none of the module's own.
  ///   - module: The module.
  /// - Returns: Which child it is, and where its first parameter is, likewise counted.
  mutating func child(holding parameter: Int, of module: Module) -> (index: Int, start: Int) {
    let starts = contents[number(of: module)].parametersBefore
    let index = starts.partitioningIndex { $0 > parameter } - 1
    return (index, starts[index])
  }

  /// The place of the child of a name.
  mutating func child(named name: String, of place: Place) -> Place? {
    name.withBytes { child(named: $0, indexNumber($0), of: place) }
  }

  /// The same by the bytes of the name, and the number that it is.
  private mutating func child(
    named name: UnsafeBufferPointer<UInt8>, _ number: Int?, of place: Place
  ) -> Place? {
    childIndex(name, number, of: place.module).map { child($0, of: place) }
  }

  private mutating func childIndex(
    _ name: UnsafeBufferPointer<UInt8>, _ number: Int?, of module: Module
  ) -> Int? {
    if let index = module.childIndex(at: number, named: name) { return index }
    let children = module.children
    if children.count <= Self.few { return children.firstIndex { $0.name.isExactly(name) } }
    let noted = self.number(of: module)
    return contents[noted].children.index(
      of: String(decoding: name, as: UTF8.self), in: children.lazy.map(\.name))
  }

  /// The place of the module at a path.
  mutating func module(at path: some StringProtocol) -> Place? {
    if path.isEmpty { return root }
    var place: Place? = root
    forEachComponent(of: String(path)) { name, number in
      if let parent = place { place = child(named: name, number, of: parent) }
    }
    return place
  }

  /// The number of the parameter of a full name.
  mutating func parameter(named name: String) -> Int? {
    var modules = name.utf8.count { $0 == UInt8(ascii: ".") }
    var place: Place? = root
    var parameter: Int?
    forEachComponent(of: name) { name, number in
      guard let parent = place else { return }
      if modules > 0 {
        modules -= 1
        place = child(named: name, number, of: parent)
      } else {
        parameter = parameterIndex(String(decoding: name, as: UTF8.self), of: parent.module)
          .map { saturatingSum(parent.firstParameter, $0) }
      }
    }
    return parameter
  }

  /// Which of a module's own parameters has a name.
  mutating func parameterIndex(_ name: String, of module: Module) -> Int? {
    let names = module.parameters.lazy.map(\.name)
    if names.count <= Self.few {
      return names.enumerated().first { $0.element.isExactly(name) }?.offset
    }
    let number = number(of: module)
    return contents[number].parameters.index(of: name, in: names)
  }

  /// The modules from the root down to the one that holds a parameter, with their paths; the
  /// root's is empty.
  mutating func modules(above parameter: Int) -> [(path: String, place: Place)] {
    descend {
      $0.parametersBefore
    } from: { place in
      parameter - place.firstParameter >= place.module.parameters.count
        ? parameter - place.firstParameter : nil
    }
  }

  /// The path of a place.
  mutating func path(of target: Place) -> String { path(ofNumber: target.number) }

  /// The path of the place of a number.
  mutating func path(ofNumber number: Int) -> String {
    descend {
      $0.modulesBefore
    } from: { place in
      number > place.number ? number - place.number : nil
    }[...].last?.path ?? ""
  }

  /// Goes down from the root.
  ///
  /// - Parameters:
  ///   - offsets: Where a module's children start.
  ///   - remaining: How far into a module to go on, or `nil` to stop there.
  /// - Returns: The modules passed, and the last.
  private mutating func descend(
    _ offsets: (Contents) -> [Int], from remaining: (Place) -> Int?
  ) -> [(path: String, place: Place)] {
    var place = root
    var path = ""
    var result = [(path, place)]
    while let offset = remaining(place), !place.module.children.isEmpty {
      let starts = offsets(contents(of: place.module))
      // The last child that starts at or before it; of children that hold nothing, the next
      // one starts there as well.
      let child = max(0, starts.partitioningIndex { $0 > offset } - 1)
      path += (path.isEmpty ? "" : ".") + place.module.children[child].name
      place = self.child(child, of: place)
      result.append((path, place))
    }
    return result
  }

  /// The full name of a parameter.
  mutating func name(of parameter: Int) -> String {
    guard let (path, place) = modules(above: parameter).last else { return "" }
    let index = parameter - place.firstParameter
    guard place.module.parameters.indices.contains(index) else { return "" }
    let name = place.module.parameters[index].name
    return path.isEmpty ? name : "\(path).\(name)"
  }
}

extension Module {
  /// Which child has a name, looked for among all of them.
  func childIndex(named name: String) -> Int? {
    name.withBytes { childIndex(at: indexNumber($0), named: $0) }
      ?? children.firstIndex { $0.name.isExactly(name) }
  }

  /// The number that a name is, where the child of that name stands there, as in a sequence.
  fileprivate func childIndex(at number: Int?, named name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let number, children.indices.contains(number), children[number].name.isExactly(name)
    else { return nil }
    return number
  }
}
