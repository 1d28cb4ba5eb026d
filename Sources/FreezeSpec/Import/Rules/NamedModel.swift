/// A model by its names, as the tools go through it.
struct NamedModel {
  let model: Model
  /// The names of `named_parameters()`: of each tensor the first.
  let names: [String]
  /// All further names of tensors that have several, and which tensors these are.
  let furtherNames: [(name: String, tensor: Int)]
  /// The paths and modules of `named_modules()`, the root among them.
  let modules: [(path: String, module: Module)]
  /// Whether a name has a line feed.
  let namesHaveLineFeeds: Bool
  private let tensorOfName: [ExactString: Int]
  private let tensorOfFurtherName: [ExactString: Int]

  /// Lists the names of a model.
  init(_ model: Model) {
    self.model = model
    names = Array(model.parameters.names)
    tensorOfName = Dictionary(
      names.enumerated().map { (ExactString($1), $0) }, uniquingKeysWith: { first, _ in first })
    furtherNames = model.tiedNames.sorted { $0.key < $1.key }
      .flatMap { tensor, names in names.map { ($0, tensor) } }
    tensorOfFurtherName = Dictionary(
      furtherNames.map { (ExactString($0.name), $0.tensor) },
      uniquingKeysWith: { first, _ in first })
    var tree = ModuleTree(model.root)
    var modules: [(String, Module)] = []
    ModuleWalk.visit(model.root) { place, _ in
      modules.append((tree.path(of: place), place.module))
      return true
    }
    self.modules = modules
    let feed = UInt8(ascii: "\n")
    namesHaveLineFeeds =
      names.contains { $0.utf8.contains(feed) }
      || furtherNames.contains { $0.name.utf8.contains(feed) }
  }

  /// The parameter of a tensor.
  subscript(tensor: Int) -> Parameter { model.parameters.parameter(tensor) }

  /// The tensor of which a name is the first.
  func tensor(named name: String) -> Int? { tensorOfName[ExactString(name)] }

  /// The tensor of which a name is not the first.
  func tensor(ofFurtherName name: String) -> Int? { tensorOfFurtherName[ExactString(name)] }
}
