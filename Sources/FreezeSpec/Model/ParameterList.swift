/// Parameters of a tree, each told by its place, so that a model of a million takes no million names: a
/// full name is made when it is asked for.
struct ParameterList: RandomAccessCollection, Sendable {
  /// A module with parameters at or below it, at one of its places.
  fileprivate struct Place: Sendable {
    let module: Module
    /// The place of its parent, or -1 for the root.
    let parent: Int32
    /// Which child of its parent it is.
    let child: Int32
  }

  /// A parameter by its module's place and by its index there.
  private struct Item: Sendable {
    let place: Int32
    let index: Int32
  }

  fileprivate private(set) var places: [Place] = []
  private var items: [Item] = []

  var startIndex: Int { 0 }
  var endIndex: Int { items.count }

  subscript(position: Int) -> Model.ParameterEntry {
    let item = items[position]
    return Model.ParameterEntry(places, at: item.place, Int(item.index))
  }

  /// What a parameter's module declares of it.
  func parameter(_ position: Int) -> Parameter {
    let item = items[position]
    return places[Int(item.place)].module.parameters[Int(item.index)]
  }

  /// Makes room.
  mutating func reserveCapacity(_ count: Int) { items.reserveCapacity(count) }

  /// Adds a module's place.
  ///
  /// - Parameters:
  ///   - parent: The number of its parent's place, or -1 for the root.
  ///   - child: Which child of its parent it is.
  /// - Returns: The number of the place.
  mutating func add(_ module: Module, in parent: Int32, _ child: Int) -> Int32 {
    places.append(Place(module: module, parent: parent, child: Int32(truncatingIfNeeded: child)))
    return Int32(truncatingIfNeeded: places.count - 1)
  }

  /// Adds all parameters of a place's own module.
  mutating func addParameters(of place: Int32) {
    for index in places[Int(place)].module.parameters.indices {
      items.append(Item(place: place, index: Int32(truncatingIfNeeded: index)))
    }
  }

  /// The path of a place with a name below it.
  func name(_ last: String, at place: Int32) -> String { places.name(last, at: place) }

  /// How many components all names have together.
  var componentCount: Int {
    var depths: [Int32] = []
    depths.reserveCapacity(places.count)
    // By indices: to copy a place is to retain its module.
    for index in places.indices {
      let parent = Int(places[index].parent)
      depths.append(parent < 0 ? 1 : depths[parent] + 1)
    }
    return items.reduce(0) { $0 + Int(depths[Int($1.place)]) }
  }

  /// The full names, each the first of its parameter.
  var names: Names { Names(list: self) }

  /// Full names, of which those that are read one after the other share the way to their modules.
  struct Names: RandomAccessCollection, Sendable {
    fileprivate let list: ParameterList

    var startIndex: Int { 0 }
    var endIndex: Int { list.count }
    subscript(position: Int) -> String { list[position].name }

    func makeIterator() -> Iterator { Iterator(list: list) }

    struct Iterator: IteratorProtocol {
      fileprivate let list: ParameterList
      private var position = 0
      private var path = OpenPath()

      fileprivate init(list: ParameterList) { self.list = list }

      mutating func next() -> String? {
        if position == list.items.count { return nil }
        let item = list.items[position]
        position += 1
        path.go(to: item.place, in: list.places)
        return path.name(list.places[Int(item.place)].module.parameters[Int(item.index)].name)
      }
    }
  }

  /// Those of some numbers, ascending.
  func keeping(_ numbers: [Int]) -> ParameterList {
    var list = self
    list.items = numbers.map { items[$0] }
    return list
  }
}

/// The path of a place, kept while the next one is looked for.
private struct OpenPath {
  private var path = NamePath()
  /// The places on the way below the root, outermost first, and what leads back from each.
  private var open: [(place: Int32, start: Int)] = []
  /// The places to be entered, innermost first.
  private var entered: [Int32] = []

  /// Goes to a place behind all those before it, or stays.
  mutating func go(to place: Int32, in places: [ParameterList.Place]) {
    var next = place
    // A module comes before what is in it: of an open place with a lower number nothing is left.
    while next != open.last?.place ?? 0 {
      if let last = open.last, last.place > next {
        path.leave(to: last.start)
        open.removeLast()
      } else {
        entered.append(next)
        next = places[Int(next)].parent
      }
    }
    while let place = entered.popLast() {
      let (parent, child) = (places[Int(place)].parent, places[Int(place)].child)
      let name = places[Int(parent)].module.children[Int(child)].name
      open.append((place, path.enter(name)))
    }
  }

  /// The full name of something in the module.
  func name(_ last: String) -> String { path.name(last) }
}

extension Model {
  /// A parameter of the model.
  struct ParameterEntry: Sendable {
    private let places: [ParameterList.Place]
    private let place: Int32
    private let index: Int

    fileprivate init(_ places: [ParameterList.Place], at place: Int32, _ index: Int) {
      self.places = places
      self.place = place
      self.index = index
    }

    /// The module that it belongs to.
    var module: Module { places[Int(place)].module }
    /// What its module declares.
    var parameter: Parameter { module.parameters[index] }
    /// The class of the module that it belongs to.
    var type: ModuleType { module.type }
    /// Its full name, the first where it has several; made anew at each call.
    var name: String { places.name(parameter.name, at: place) }
    /// The path of the module that it belongs to; empty for the root.
    var modulePath: Substring { FreezeSpec.modulePath(of: name) }
  }
}

extension [ParameterList.Place] {
  /// The path of a place with a name below it.
  fileprivate func name(_ last: String, at place: Int32) -> String {
    var count = last.utf8.count
    var at = self[Int(place)]
    while at.parent >= 0 {
      let parent = self[Int(at.parent)]
      count += parent.module.children[Int(at.child)].name.utf8.count + 1
      at = parent
    }
    return String(unsafeUninitializedCapacity: count) { buffer in
      var end = count
      func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
          end -= bytes.count
          _ = buffer[end...].update(fromContentsOf: bytes)
        }
      }
      write(last)
      var at = self[Int(place)]
      while at.parent >= 0 {
        let parent = self[Int(at.parent)]
        end -= 1
        buffer[end] = UInt8(ascii: ".")
        write(parent.module.children[Int(at.child)].name)
        at = parent
      }
      return count
    }
  }
}
