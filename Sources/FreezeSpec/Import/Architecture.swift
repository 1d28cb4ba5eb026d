/// A model in the words of our language, before it is a text.
struct Architecture {
  /// A class that the file declares.
  struct ClassText {
    var number: Int
    var arguments: [ArgumentSolver.Argument] = []
    /// What its modules are made of; `nil` for one that only others extend.
    var body: CompositeNode?
  }

  /// The type of tensors that state no other.
  var dtype = DType.float32
  /// Modules that stand at several places, by the names that they are bound to.
  var bound: [(name: String, node: Node)] = []
  /// The classes, those that hold others behind these.
  var classes: [ClassText] = []
  var model = Node.none
  /// Names of one tensor.
  var ties: [[String]] = []
  var names: ClassNames
}

/// How much of a model is gathered under `classes`.
enum ArchitectureStyle: CaseIterable {
  /// What occurs more than once, with arguments where it differs.
  case classes
  /// Nothing but what must be declared: all is written out where it stands.
  case plain
}
