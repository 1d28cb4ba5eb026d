/// The modules of a tree, equal ones once: a model of a hundred equal layers is little more than
/// one of them.
struct ModuleTable {
  /// A module by what it holds.
  struct Node: Hashable {
    /// The index of its class.
    var type: Int
    /// The string of what `repr` prints between its parentheses.
    var repr: Int?
    /// The tensors that are its own parameters.
    var parameters: [Int]
    /// The tensors that are its own buffers.
    var buffers: [Int]
    /// For each child the string of its name and its node, in turn.
    var children: [Int]
  }

  /// A parameter or buffer by what it declares.
  struct Tensor: Hashable {
    /// The string of its name.
    var name: Int
    /// Its sizes.
    var shape: Shape
    /// The type of its elements.
    var dtype: DType
    /// Its sizes in the old plan of a diff, where it has others now.
    var oldShape: Shape?
    /// The type of its elements in the old plan, where sizes or type are others now.
    var oldDType: DType?
  }

  /// The texts that others refer to, escaped for the eye.
  private(set) var strings = InternedValues<ExactString>()
  /// The classes, each with those that it inherits from.
  private(set) var classes = InternedValues<[ExactString]>()
  /// The tensors.
  private(set) var tensors = InternedValues<Tensor>()
  /// The modules; children come before what holds them.
  private(set) var nodes = InternedValues<Node>()
  private var known: [ObjectIdentifier: Int] = [:]

  /// The index of a module's node.
  mutating func index(of module: Module) -> Int {
    let identifier = ObjectIdentifier(module)
    if let index = known[identifier] { return index }
    var children: [Int] = []
    children.reserveCapacity(module.children.count * 2)
    for child in module.children {
      children.append(string(child.name))
      children.append(index(of: child.module))
    }
    let type = index(ofClasses: [module.type.name] + module.type.ancestors)
    let node = Node(
      type: type, repr: module.extraRepr.map { string(clipped($0.text, to: 400)) },
      parameters: module.parameters.map { tensor($0.name, $0.shape, $0.dtype) },
      buffers: module.buffers.map { tensor($0.name, $0.shape, $0.dtype) }, children: children)
    let index = nodes.index(of: node)
    known[identifier] = index
    return index
  }

  /// The index of a text.
  mutating func string(_ text: String) -> Int {
    strings.index(of: ExactString(TerminalText.escaped(text)))
  }

  /// The index of a tensor.
  mutating func tensor(_ tensor: Tensor) -> Int { tensors.index(of: tensor) }

  /// The index of a module that is known by its names only.
  mutating func node(classes names: [String], parameters: [Int], children: [Int]) -> Int {
    nodes.index(
      of: Node(
        type: index(ofClasses: names), repr: nil, parameters: parameters, buffers: [],
        children: children))
  }

  private mutating func index(ofClasses names: [String]) -> Int {
    classes.index(of: names.map { ExactString(TerminalText.escaped($0)) })
  }

  private mutating func tensor(_ name: String, _ shape: Shape, _ dtype: DType) -> Int {
    tensor(Tensor(name: string(name), shape: shape, dtype: dtype))
  }
}
