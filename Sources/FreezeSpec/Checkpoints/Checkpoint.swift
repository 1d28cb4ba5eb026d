/// What a file of weights says of its tensors: names, shapes and types, none of the numbers.
package struct Checkpoint: Sendable {
  /// A tensor.
  struct Tensor: Sendable {
    /// Whether it is a parameter or a buffer, where the file tells the two apart.
    enum Kind: Hashable, Sendable {
      case unknown
      case parameter(requiresGrad: Bool)
      case buffer(isPersistent: Bool)
    }

    /// Its name in the state dict.
    let name: String
    /// Its sizes; `nil` where the file that would tell is absent.
    var shape: [Int]?
    /// The type of its elements, by PyTorch's name without `torch.`.
    var dtype: String?
    var kind = Kind.unknown
    /// A number that tensors have in common which are one.
    var identity: Int?
  }

  /// A module, where the file tells of modules.
  struct Module: Sendable {
    /// Its path; empty for the whole model.
    let path: String
    /// Its class, with the Python module that defines it.
    var className: String?
    /// The version of its state dict; norms with running statistics have 2.
    var version: Int?
    /// A number that is the same wherever one object stands.
    var identity: Int?
  }

  /// What a whole model tells of a module beside its tensors and modules.
  struct Facts: Sendable {
    /// Its attributes of simple kinds; of each parameter whether it is there.
    var attributes: [(name: String, value: CheckpointValue)] = []
    /// Whether one of them is a number that no config has: infinite, none, or of more than 64 bits.
    var hasOddNumbers = false
    /// The modules in it that are `None`, each with the number of those before it.
    var absent: [(name: String, position: Int)] = []
  }

  /// The tensors, each under all of its names.
  var tensors: [Tensor] = []
  /// Whether they stand in the order of definition, as `state_dict()` has them.
  var isOrdered = false
  /// The modules, those without tensors included, in order; none where the file does not tell.
  var modules: [Module] = []
  /// What is told of the modules of each identity.
  var facts: [Int: Facts] = [:]
  /// Names that saving left out, each with the name under which its tensor is there.
  var dropped: [Tie] = []
  /// Those of them that only a config beside the weights tells of.
  var inferredTies: [Tie] = []
  /// The files that an index names and that are not there.
  var absentFiles: [String] = []

  /// A name that saving left out.
  struct Tie: Sendable {
    let dropped: String
    let kept: String
  }
}

/// A value of Python's that is of a simple kind.
indirect enum CheckpointValue: Hashable, Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  /// A type of elements, by PyTorch's name without `torch.`.
  case dtype(String)
  case tuple([CheckpointValue])
  case list([CheckpointValue])
}

extension Checkpoint {
  /// The tensors that a state dict holds.
  var stateTensors: [Tensor] {
    tensors.filter { tensor in
      if case .buffer(isPersistent: false) = tensor.kind { false } else { true }
    }
  }
}
