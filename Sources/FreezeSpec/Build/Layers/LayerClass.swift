/// A class of torch.nn as the catalogue describes it: one short entry each.
///
/// ```swift
/// LayerClass("Linear", "in_features, out_features, bias=True, device=None, dtype=None") { layer in
///   let (inputs, outputs) = (try layer.size("in_features"), try layer.size("out_features"))
///   try layer.parameter("weight", [outputs, inputs])
///   if layer.isTrue("bias") { try layer.parameter("bias", [outputs]) }
///   layer.repr("in_features={in_features}, out_features={out_features}, bias={bias}")
/// }
/// ```
struct LayerClass: Sendable {
  /// Fills in the module that a call makes, or says why PyTorch refuses the call.
  typealias Constructor = @Sendable (inout LayerBuilder) throws -> Void

  /// The class's name in torch.nn.
  let name: String
  /// The classes it inherits from, nearest first, without `Module`.
  let bases: [String]
  /// The constructor's signature, in Python's notation.
  let signature: String
  /// How `repr` prints it.
  let reprStyle: ModuleType.ReprStyle
  /// The arguments that may be modules; Python would make a child of a module anywhere else too,
  /// where it is a mistake.
  let moduleArguments: [String]
  /// The constructor.
  let construct: Constructor

  init(
    _ name: String, extends bases: [String] = [], _ signature: String,
    reprStyle: ModuleType.ReprStyle = .module, takingModules moduleArguments: [String] = [],
    construct: @escaping Constructor = { _ in }
  ) {
    self.name = name
    self.bases = bases
    self.signature = signature
    self.reprStyle = reprStyle
    self.moduleArguments = moduleArguments
    self.construct = construct
  }
}

/// Why a class refuses its arguments.
struct LayerError: Error {
  /// The argument that is at fault, where it is one alone.
  var argument: String?
  /// What is wrong, as one sentence without a full stop.
  var message: String
  /// Cures.
  var help: [String] = []

  init(_ argument: String? = nil, _ message: String, help: [String] = []) {
    self.argument = argument
    self.message = message
    self.help = help
  }
}
