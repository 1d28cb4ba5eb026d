/// The class of a module, for type rules and `print`.
public final class ModuleType: Sendable {
  /// How `repr` prints the modules of a class.
  public enum ReprStyle: Sendable {
    /// As `nn.Module` does.
    case module
    /// As `nn.ModuleList` does: equal neighbours collapse to `(0-3): 4 x …`.
    case moduleList
    /// As `nn.ParameterList` does: a line a parameter.
    case parameterList
    /// As `nn.ParameterDict` does: likewise, the types by their old names.
    case parameterDict
  }

  /// The class's own name.
  public let name: String
  /// The names of the classes it inherits from, nearest first, without `Module`.
  public let ancestors: [String]
  /// How its modules print.
  public let reprStyle: ReprStyle

  /// Makes a class.
  public init(name: String, ancestors: [String] = [], reprStyle: ReprStyle = .module) {
    self.name = name
    self.ancestors = ancestors
    self.reprStyle = reprStyle
  }
}

/// A module of the built tree.
///
/// Modules are immutable, so one object may stand at many places of the tree (the twelve equal
/// layers of a repeat), each place having tensors of its own. Only modules with the same
/// ``identity`` are one object in PyTorch's sense and share their tensors.
public final class Module: Sendable {
  /// A module under its name.
  public struct Child: Sendable {
    /// The name within the parent.
    public let name: String
    /// The module.
    public let module: Module
  }

  /// A child that is `None`, which `print` shows and nothing else does.
  struct AbsentChild: Sendable {
    let name: String
    /// The number of children before it.
    let position: Int
  }

  /// The class.
  public let type: ModuleType
  /// Its own parameters, in order.
  public let parameters: [Parameter]
  /// Its own buffers, in order.
  public let buffers: [Buffer]
  /// Its children, in order.
  public let children: [Child]
  /// The children that are `None`.
  let absentChildren: [AbsentChild]
  /// Names, relative to this module, that the config declares to be one tensor.
  let ties: [Tie]
  /// What `repr` prints between the parentheses.
  let extraRepr: (@Sendable () -> String)?
  /// A number that is the same wherever Python would see the same object: set when a module is bound
  /// to a name (a `let` value or an argument), from where it can come to stand in several places.
  let identity: Int?
  /// Whether this module or one below it has an identity.
  let holdsIdentity: Bool
  /// The probability with which the module itself drops elements in train mode.
  let dropout: Double

  /// Whether this module or one below it has ties.
  let holdsTies: Bool
  /// Whether a parameter at or below this module does not train by itself.
  let holdsFrozen: Bool
  /// Whether this module or one below it has buffers.
  let holdsBuffers: Bool
  /// Whether this module or one below it drops elements.
  let holdsDropout: Bool

  /// The number of modules at and below this one.
  public let moduleCount: Int
  /// The number of parameters at and below this one, shared ones counted at every place.
  public let parameterCount: Int
  /// The number of levels at and below this one.
  let depth: Int
  /// How many modules, parameters and buffers there are at and below this one.
  private let nameCount: UInt32
  /// How long what a report may write of them is: their full names, relative to this module, the
  /// class of each parameter, and the texts between parentheses.
  let textBytes: UInt32
  /// How long the text between this module's parentheses is, where the config chose it.
  private let reprBytes: Int

  init(
    type: ModuleType, parameters: [Parameter] = [], buffers: [Buffer] = [], children: [Child] = [],
    absentChildren: [AbsentChild] = [], ties: [Tie] = [],
    extraRepr: (@Sendable () -> String)? = nil, identity: Int? = nil, dropout: Double = 0,
    reprBytes: Int = 0
  ) {
    self.type = type
    self.parameters = parameters
    self.buffers = buffers
    self.children = children
    self.absentChildren = absentChildren
    self.ties = ties
    self.extraRepr = extraRepr
    self.identity = identity
    var holdsIdentity = identity != nil
    var moduleCount = 1
    var parameterCount = parameters.count
    var depth = 0
    var holdsTies = !ties.isEmpty
    var holdsBuffers = !buffers.isEmpty
    var holdsFrozen = parameters.contains { !$0.requiresGrad }
    self.dropout = dropout
    var holdsDropout = dropout > 0
    self.reprBytes = reprBytes
    var nameCount = 1 + parameters.count + buffers.count
    var textBytes = reprBytes + type.name.utf8.count * parameters.count
    for parameter in parameters { textBytes += parameter.name.utf8.count }
    for buffer in buffers { textBytes += buffer.name.utf8.count }
    for child in children {
      // Saturating: the model builder holds both counts to their limits.
      moduleCount = saturatingSum(moduleCount, child.module.moduleCount)
      parameterCount = saturatingSum(parameterCount, child.module.parameterCount)
      depth = max(depth, child.module.depth)
      // The name of a child stands before each name in it. Neither factor passes 2^32.
      let names = Int(child.module.nameCount)
      textBytes = saturatingSum(
        textBytes, Int(child.module.textBytes) + names * (child.name.utf8.count + 1))
      nameCount = saturatingSum(nameCount, names)
      if child.module.holdsIdentity { holdsIdentity = true }
      if child.module.holdsTies { holdsTies = true }
      if child.module.holdsBuffers { holdsBuffers = true }
      if child.module.holdsFrozen { holdsFrozen = true }
      if child.module.holdsDropout { holdsDropout = true }
    }
    self.holdsIdentity = holdsIdentity
    self.moduleCount = moduleCount
    self.parameterCount = parameterCount
    self.depth = depth + 1
    self.nameCount = UInt32(clamping: nameCount)
    self.textBytes = UInt32(clamping: textBytes)
    self.holdsTies = holdsTies
    self.holdsBuffers = holdsBuffers
    self.holdsFrozen = holdsFrozen
    self.holdsDropout = holdsDropout
  }

  /// This module with other children, or another identity.
  func replacing(children: [Child]? = nil, identity: Int?) -> Module {
    Module(
      type: type, parameters: parameters, buffers: buffers, children: children ?? self.children,
      absentChildren: absentChildren, ties: ties, extraRepr: extraRepr, identity: identity,
      dropout: dropout, reprBytes: reprBytes)
  }

  /// This module with ties added to its own.
  func adding(ties more: [Tie]) -> Module {
    Module(
      type: type, parameters: parameters, buffers: buffers, children: children,
      absentChildren: absentChildren, ties: ties + more, extraRepr: extraRepr, identity: identity,
      dropout: dropout, reprBytes: reprBytes)
  }
}

/// Names of one tensor, relative to the module that holds the tie.
struct Tie: Sendable {
  var names: [PlacedName]
  var span: SourceSpan
}
