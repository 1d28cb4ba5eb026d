/// The texts of shapes, each made once.
struct ShapeTexts {
  /// The texts, by index.
  private(set) var texts: [[UInt8]] = []
  private var shapes: [Shape] = []
  private var shapeIndex = HashIndex()
  /// The index of the shape that was last seen with a hash.
  private var recent = [Int](repeating: -1, count: 256)
  private let separator: String
  private let brackets: (String, String)

  /// Makes an empty table of texts such as `[20, 10]`.
  init() {
    separator = ", "
    brackets = ("[", "]")
  }

  /// Makes an empty table of texts whose sizes are joined by a separator alone.
  init(joinedBy separator: String) {
    self.separator = separator
    brackets = ("", "")
  }

  /// The index of a shape's text.
  mutating func index(of shape: Shape) -> Int {
    let slot = shape.slot(of: recent.count)
    let found = recent[slot]
    if found >= 0, shapes[found] == shape { return found }
    let index = shapeIndex.number(of: shape, in: shapes) ?? add(shape)
    recent[slot] = index
    return index
  }

  private mutating func add(_ shape: Shape) -> Int {
    let text = shape.map(String.init).joined(separator: separator)
    texts.append(Array((brackets.0 + text + brackets.1).utf8))
    shapeIndex.insert(shapes.count, shape)
    shapes.append(shape)
    return shapes.count - 1
  }
}

extension Shape {
  /// Where a table of what came last keeps the shape; its size is a power of two.
  func slot(of size: Int) -> Int {
    var hash = count
    for size in self { hash = (hash &* 31) ^ (size &+ size >> 7) }
    return hash & (size - 1)
  }
}

/// The names of classes as a report writes them, each made once.
struct TypeTexts {
  /// The texts, by index.
  private(set) var texts: [String] = []
  /// The names that they are of, and where those are.
  private var names: [ExactString] = []
  private var nameIndex = HashIndex()
  /// The classes that were seen, where those are, and the text of each.
  private var types: [ObjectIdentifier] = []
  private var typeIndex = HashIndex()
  private var indexOfType: [Int] = []
  /// The classes seen last, by the low bits of where they lie.
  private var recent = [(type: ObjectIdentifier, index: Int)?](repeating: nil, count: 64)
  private let form: (String) -> String

  /// Makes an empty table, given how a name is written.
  init(_ form: @escaping (String) -> String) { self.form = form }

  /// The index of a class's name.
  mutating func index(of type: ModuleType) -> Int {
    let identifier = ObjectIdentifier(type)
    let address = UInt(bitPattern: identifier)
    let slot = Int((address >> 4 ^ address >> 10) & 63)
    if let known = recent[slot], known.type == identifier { return known.index }
    let known = typeIndex.number(of: identifier, in: types)
    let index = known.map { indexOfType[$0] } ?? add(type, identifier)
    recent[slot] = (identifier, index)
    return index
  }

  /// A class's name.
  mutating func text(of type: ModuleType) -> String { texts[index(of: type)] }

  private mutating func add(_ type: ModuleType, _ identifier: ObjectIdentifier) -> Int {
    let name = ExactString(type.name)
    let index = nameIndex.number(of: name, in: names) ?? texts.count
    if index == texts.count {
      texts.append(form(type.name))
      nameIndex.insert(index, name)
      names.append(name)
    }
    typeIndex.insert(types.count, identifier)
    types.append(identifier)
    indexOfType.append(index)
    return index
  }
}
