/// A model of PyTorch as `describe.py` tells of it: classes, modules and tensors, each object once, that
/// refer to each other by number.
struct ModelDescription {
  /// A class.
  struct Class {
    var name = ""
    /// The Python module that it is in.
    var module = ""
    /// The classes that it inherits from, nearest first, without `Module`.
    var bases: [Int] = []
    /// Whether it is one of torch.nn's own.
    var isTorch = false
    /// Whether it prints as a ModuleList does.
    var printsAsList = false
    /// The names of its constructor's parameters.
    var parameters: [String] = []
    /// Their defaults.
    var defaults: [String: Literal] = [:]
  }

  /// A parameter or buffer under its name.
  struct TensorEntry {
    var name: String
    var tensor: Int
    /// Whether a buffer is part of the state dict.
    var isPersistent = true
  }

  /// A child under its name; `nil` for one that is `None`.
  struct ChildEntry {
    var name: String
    var module: Int?
  }

  /// A module.
  struct Module {
    var type = 0
    /// How many objects it stands for: several are alike and have tensors of their own, and nothing in
    /// them is shared.
    var copies = 1
    /// What would make a module of torch.nn anew.
    var arguments: [(name: String, value: Literal)] = []
    /// What the constructor of any other was given.
    var given: [String: Literal] = [:]
    /// Its plain attributes.
    var attributes: [String: Literal] = [:]
    /// What `extra_repr` gives.
    var extra = ""
    /// What it prints, where its class says so by itself.
    var customRepr: String?
    var parameters: [TensorEntry] = []
    var buffers: [TensorEntry] = []
    var children: [ChildEntry] = []
  }

  /// Whether a module is of a class that is not known.
  func isOfUnknownClass(_ number: Int) -> Bool {
    let type = classes[modules[number].type]
    return unknown.contains(.classes) && type.isTorch
      && (type.name == "Module" || Catalogue.bases(of: type.name) != nil)
  }

  /// For each module that is one object at how many places of some modules it stands.
  func uses(in numbers: some Sequence<Int>) -> [Int] {
    var uses = [Int](repeating: 0, count: modules.count)
    for number in numbers {
      for child in modules[number].children {
        if let child = child.module, modules[child].copies == 1 { uses[child] += 1 }
      }
    }
    return uses
  }

  /// A tensor.
  struct Tensor: Hashable {
    var shape: [Int] = []
    var dtype = DType.float32
    var requiresGrad = true
  }

  /// The versions of the libraries that the model comes from.
  var versions: [(library: String, version: String)] = []
  /// What else the head of the file is to say.
  var notes: [String] = []
  var classes: [Class] = []
  /// The modules; each stands behind those in it.
  var modules: [Module] = []
  var tensors: [Tensor] = []
  var root = 0
  /// What `print(model)` prints; `nil` where that is not told, and neither are bases and what stands between
  /// parentheses.
  var printed: String? = ""
  /// What is not told.
  var unknown: UnknownParts = []
}

/// Why there is no architecture.
package struct ImportError: Error {
  /// The reason, as one sentence without a full stop.
  package let message: String
  /// Cures.
  package let help: [String]

  init(_ message: String, help: [String] = []) {
    self.message = message
    self.help = help
  }
}
