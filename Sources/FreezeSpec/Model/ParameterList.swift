/// Parameters of a tree, each told by its place, so that a model of a million takes no million names: a
/// full name is made when it is asked for.
struct ParameterList: RandomAccessCollection, Sendable {
  /// A module with parameters at or below it, at one of its places.
  ///
  /// It holds on to no module: a model of a million places would count as many references.
  fileprivate struct Place: Sendable {
    /// The module, as an index into the list's.
    let module: Int32
    /// The place of its parent, or -1 for the root.
    var parent: Int32
    /// Which child of its parent it is.
    var child: Int32
  }

  /// Places and their modules.
  fileprivate struct Places: Sendable {
    var places: [Place] = []
    /// The modules; one of many places is here at least once.
    var modules: [Module] = []

    func module(of place: Int32) -> Module { modules[Int(places[Int(place)].module)] }
  }

  /// A parameter by its module's place and by its index there.
  private struct Item: Sendable {
    var place: Int32
    let index: Int32
  }

  fileprivate private(set) var places = Places()
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
    return places.module(of: item.place).parameters[Int(item.index)]
  }

  /// The module that a parameter belongs to.
  func module(of position: Int) -> Module { places.module(of: items[position].place) }

  /// Makes room.
  mutating func reserveCapacity(_ count: Int, places placeCount: Int) {
    items.reserveCapacity(count)
    places.places.reserveCapacity(placeCount)
  }

  /// Adds a module's place.
  ///
  /// - Parameters:
  ///   - parent: The number of its parent's place, or -1 for the root.
  ///   - child: Which child of its parent it is.
  /// - Returns: The number of the place.
  mutating func add(_ module: Module, in parent: Int32, _ child: Int) -> Int32 {
    places.places.append(
      Place(
        module: Int32(truncatingIfNeeded: places.modules.count), parent: parent,
        child: Int32(truncatingIfNeeded: child)))
    places.modules.append(module)
    return Int32(truncatingIfNeeded: places.places.count - 1)
  }

  /// Adds a place again for the next child of its parent, which is the same module, with all that is at and
  /// below it.
  ///
  /// - Parameters:
  ///   - place: The place, which nothing stands behind but what is below it.
  ///   - first: The first of its parameters.
  ///   - count: How many children follow it that are the same module.
  mutating func add(again place: Int32, from first: Int, count: Int) {
    let repeated = (places: Array(places.places[Int(place)...]), items: Array(items[first...]))
    let shift = Int32(truncatingIfNeeded: repeated.places.count)
    for turn in 1...Int32(truncatingIfNeeded: count) {
      let (place, item) = (places.places.count, items.count)
      places.places += repeated.places
      places.places.withUnsafeMutableBufferPointer { places in
        places[place].child += turn
        for index in place + 1..<places.count { places[index].parent += turn * shift }
      }
      items += repeated.items
      items.withUnsafeMutableBufferPointer { items in
        for index in item..<items.count { items[index].place += turn * shift }
      }
    }
  }

  /// Adds all parameters of a place's own module.
  mutating func addParameters(of place: Int32) {
    for index in places.module(of: place).parameters.indices {
      items.append(Item(place: place, index: Int32(truncatingIfNeeded: index)))
    }
  }

  /// The path of a place with a name below it.
  func name(_ last: String, at place: Int32) -> String { places.name(last, at: place) }

  /// How large each parameter is, to be asked of many: worked out at each call.
  var sizes: Sizes { Sizes(of: self) }

  /// How large parameters are: a module is asked once for all of its places.
  struct Sizes {
    private let list: ParameterList
    /// For each parameter of the modules its elements and its bytes, one module's behind the other's.
    private var sizes: [(elements: Int, bytes: Int)] = []
    /// Where those of each module start.
    private var starts: [Int] = []

    fileprivate init(of list: ParameterList) {
      self.list = list
      starts.reserveCapacity(list.places.modules.count)
      for module in list.places.modules {
        starts.append(sizes.count)
        for parameter in module.parameters { sizes.append((parameter.elements, parameter.bytes)) }
      }
    }

    /// The elements of a parameter and their bytes; `Int.max` where these pass it.
    subscript(position: Int) -> (elements: Int, bytes: Int) {
      let item = list.items[position]
      return sizes[starts[Int(list.places.places[Int(item.place)].module)] + Int(item.index)]
    }
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
      private var way = OpenWay(walker: NamePath())

      fileprivate init(list: ParameterList) { self.list = list }

      mutating func next() -> String? {
        if position == list.items.count { return nil }
        let item = list.items[position]
        position += 1
        way.go(to: item.place, in: list.places)
        return way.walker.name(list.parameter(position - 1).name)
      }
    }
  }

  /// A parameter while all are read in their order.
  struct OpenEntry {
    let index: Int
    let module: Module
    let parameter: Parameter
    let name: NamePath.OpenName
  }

  /// Reads all parameters in their order, without making a text of each name.
  func forEachEntry(_ body: (OpenEntry) -> Void) {
    var way = OpenWay(walker: NamePath())
    var index = 0
    while index < items.count {
      let place = items[index].place
      let module = places.module(of: place)
      way.go(to: place, in: places)
      repeat {
        let parameter = module.parameters[Int(items[index].index)]
        way.walker.withName(parameter.name) { name in
          body(OpenEntry(index: index, module: module, parameter: parameter, name: name))
        }
        index += 1
      } while index < items.count && items[index].place == place
    }
  }

  /// Leads a walker to the modules of parameters.
  ///
  /// - Parameters:
  ///   - positions: Which parameters, ascending.
  ///   - visit: Called at the module of each.
  /// - Returns: The walker.
  func walk<Walker: PathWalker>(
    _ walker: Walker, _ positions: some Sequence<Int>, visit: (inout Walker, Int) -> Void
  ) -> Walker {
    var way = OpenWay(walker: walker)
    for position in positions {
      way.go(to: items[position].place, in: places)
      visit(&way.walker, position)
    }
    return way.walker
  }

  /// Those of some numbers, ascending.
  func keeping(_ numbers: [Int]) -> ParameterList {
    var list = self
    list.items = numbers.map { items[$0] }
    return list
  }
}

/// The way to a place, kept while the next one is looked for.
private struct OpenWay<Walker: PathWalker> {
  /// What goes it.
  var walker: Walker
  /// The places on the way below the root, outermost first.
  private var open: [Int32] = []
  /// The places to be entered, innermost first.
  private var entered: [Int32] = []

  init(walker: Walker) { self.walker = walker }

  /// Goes to a place behind all those before it, or stays.
  mutating func go(to place: Int32, in places: ParameterList.Places) {
    var next = place
    // A module comes before what is in it: of an open place with a lower number nothing is left.
    while next != open.last ?? 0 {
      if let last = open.last, last > next {
        walker.leave()
        open.removeLast()
      } else {
        entered.append(next)
        next = places.places[Int(next)].parent
      }
    }
    while let place = entered.popLast() {
      open.append(place)
      walker.enter(places.lastName(of: places.places[Int(place)]))
    }
  }
}

extension Model {
  /// A parameter of the model.
  struct ParameterEntry: Sendable {
    private let places: ParameterList.Places
    private let place: Int32
    private let index: Int

    fileprivate init(_ places: ParameterList.Places, at place: Int32, _ index: Int) {
      self.places = places
      self.place = place
      self.index = index
    }

    /// The module that it belongs to.
    var module: Module { places.module(of: place) }
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

extension ParameterList.Places {
  /// The name of a place below the root within its parent.
  fileprivate func lastName(of place: ParameterList.Place) -> String {
    module(of: place.parent).children[Int(place.child)].name
  }

  /// The path of a place with a name below it.
  fileprivate func name(_ last: String, at place: Int32) -> String {
    var count = last.utf8.count
    var at = places[Int(place)]
    while at.parent >= 0 {
      count += lastName(of: at).utf8.count + 1
      at = places[Int(at.parent)]
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
      var at = places[Int(place)]
      while at.parent >= 0 {
        end -= 1
        buffer[end] = UInt8(ascii: ".")
        write(lastName(of: at))
        at = places[Int(at.parent)]
      }
      return count
    }
  }
}
