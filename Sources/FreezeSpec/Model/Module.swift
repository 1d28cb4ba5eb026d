/// A module of the built tree.
///
/// Modules are immutable, so one object may stand at many places of the tree (the twelve equal
/// layers of a repeat), each place having tensors of its own. Only modules with the same
/// ``identity`` are one object in PyTorch's sense and share their tensors.
final class Module: Sendable {
  /// A module under its name.
  struct Child: Sendable {
    /// The name within the parent.
    let name: String
    /// The module.
    let module: Module
  }

  /// A child that is `None`, which `print` shows and nothing else does.
  struct AbsentChild: Sendable {
    let name: String
    /// The number of children before it.
    let position: Int
  }

  /// What few modules have, kept apart from the others'.
  private final class Extras: Sendable {
    let absentChildren: [AbsentChild]
    let ties: [Tie]
    let identity: Int?
    let dropout: Double
    let hasMaxNorm: Bool

    init(
      absentChildren: [AbsentChild], ties: [Tie], identity: Int?, dropout: Double, hasMaxNorm: Bool
    ) {
      self.absentChildren = absentChildren
      self.ties = ties
      self.identity = identity
      self.dropout = dropout
      self.hasMaxNorm = hasMaxNorm
    }
  }

  /// The class.
  let type: ModuleType
  /// Its own parameters, in order.
  let parameters: [Parameter]
  /// Its own buffers, in order.
  let buffers: [Buffer]
  /// Its children, in order.
  let children: [Child]
  /// What `repr` prints between the parentheses.
  let extraRepr: (any ExtraRepr)?
  /// What there is at and below it.
  let extent: ModuleExtent
  private let extras: Extras?

  /// Makes a module.
  ///
  /// - Parameter reprBytes: What the text of `extraRepr` counts for, where the config chose it.
  init(
    type: ModuleType, parameters: [Parameter] = [], buffers: [Buffer] = [], children: [Child] = [],
    absentChildren: [AbsentChild] = [], ties: [Tie] = [],
    extraRepr: (any ExtraRepr)? = nil, identity: Int? = nil, dropout: Double = 0,
    hasMaxNorm: Bool = false, reprBytes: Int = 0
  ) {
    self.type = type
    self.parameters = parameters
    self.buffers = buffers
    self.children = children
    self.extraRepr = extraRepr
    extras =
      absentChildren.isEmpty && ties.isEmpty && identity == nil && dropout == 0 && !hasMaxNorm
      ? nil
      : Extras(
        absentChildren: absentChildren, ties: ties, identity: identity, dropout: dropout,
        hasMaxNorm: hasMaxNorm)
    var extent = ModuleExtent(type, parameters, buffers, reprBytes: reprBytes)
    if identity != nil { extent.holds.insert(.identity) }
    if !ties.isEmpty { extent.add(ties) }
    if dropout > 0 { extent.holds.insert(.dropout) }
    if hasMaxNorm { extent.holds.insert(.maxNorm) }
    if parameters.count > 1 || children.count >= NumberedSiblings.least {
      extent.holds.insert(.several)
    }
    for child in children { extent.add(child.module.extent, named: child.name) }
    self.extent = extent
  }

  /// This module with other children, or another identity.
  func replacing(children: [Child]? = nil, identity: Int?) -> Module {
    Module(
      type: type, parameters: parameters, buffers: buffers, children: children ?? self.children,
      absentChildren: absentChildren, ties: ties, extraRepr: extraRepr, identity: identity,
      dropout: dropout, hasMaxNorm: hasMaxNorm, reprBytes: Int(extent.reprBytes))
  }

  /// This module with ties added to its own.
  func adding(ties more: [Tie]) -> Module {
    Module(
      type: type, parameters: parameters, buffers: buffers, children: children,
      absentChildren: absentChildren, ties: ties + more, extraRepr: extraRepr, identity: identity,
      dropout: dropout, hasMaxNorm: hasMaxNorm, reprBytes: Int(extent.reprBytes))
  }
}

/// What `repr` prints between a module's parentheses, worked out when it is asked for: of many modules
/// few are printed.
protocol ExtraRepr: AnyObject, Sendable {
  /// The text.
  var text: String { get }
  /// Whether the text is all that is printed, in place of class, parentheses and children.
  var isWhole: Bool { get }
}

extension ExtraRepr {
  var isWhole: Bool { false }
}

extension Module {
  /// The children that are `None`.
  var absentChildren: [AbsentChild] { extras?.absentChildren ?? [] }
  /// Names, relative to this module, that the config declares to be one tensor.
  var ties: [Tie] { extras?.ties ?? [] }
  /// A number that is the same wherever Python would see the same object: set when a module is bound
  /// to a name (a `let` value or an argument), from where it can come to stand in several places.
  var identity: Int? { extras?.identity }
  /// The probability with which the module itself drops elements in train mode.
  var dropout: Double { extras?.dropout ?? 0 }
  /// Whether the module's forward pass scales rows of its weight down to a `max_norm`.
  var hasMaxNorm: Bool { extras?.hasMaxNorm ?? false }

  /// The number of modules at and below this one.
  var moduleCount: Int { Int(extent.modules) }
  /// The number of parameters at and below this one, shared ones counted at every place.
  var parameterCount: Int { Int(extent.parameters) }
  /// The number of levels at and below this one.
  var depth: Int { Int(extent.depth) }
  /// How long what a report may write of the names at and below this module is.
  var textBytes: Int { Int(extent.textBytes) }
  /// Whether this module or one below it has an identity.
  var holdsIdentity: Bool { extent.holds.contains(.identity) }
  /// Whether this module or one below it has ties.
  var holdsTies: Bool { extent.holds.contains(.ties) }
  /// Whether a parameter at or below this module does not train by itself.
  var holdsFrozen: Bool { extent.holds.contains(.frozen) }
  /// Whether this module or one below it has buffers.
  var holdsBuffers: Bool { extent.holds.contains(.buffers) }
  /// Whether something is not known of this module or of one below it.
  var holdsUnknown: Bool { extent.holds.contains(.unknown) }
  /// Whether this module or one below it drops elements.
  var holdsDropout: Bool { extent.holds.contains(.dropout) }
  /// Whether this module or one below it has a `max_norm`.
  var holdsMaxNorm: Bool { extent.holds.contains(.maxNorm) }
  /// Whether this module or one below it has several parameters of its own, or children enough for a list
  /// of ``NumberedSiblings``.
  var holdsSeveral: Bool { extent.holds.contains(.several) }
}

/// What there is at and below a module.
///
/// The counts stay at the largest that they can be: the model builder holds them to limits below it.
struct ModuleExtent {
  /// What some modules hold.
  struct Holding: OptionSet {
    let rawValue: UInt8

    static let identity = Holding(rawValue: 1)
    static let ties = Holding(rawValue: 2)
    static let frozen = Holding(rawValue: 4)
    static let buffers = Holding(rawValue: 8)
    static let dropout = Holding(rawValue: 16)
    static let unknown = Holding(rawValue: 32)
    static let maxNorm = Holding(rawValue: 64)
    static let several = Holding(rawValue: 128)
  }

  var modules: UInt32 = 1
  var parameters: UInt32
  var depth: UInt32 = 1
  /// How many modules, parameters and buffers there are.
  var names: UInt32
  /// How long what a report may write of them is: their full names, relative to the module, the class
  /// of each parameter, and the texts between parentheses.
  var textBytes: UInt32
  /// How much of it is the module's own text between parentheses.
  let reprBytes: UInt16
  var holds: Holding = []

  /// Measures a module without its children.
  init(_ type: ModuleType, _ parameters: [Parameter], _ buffers: [Buffer], reprBytes: Int) {
    self.reprBytes = UInt16(clamping: reprBytes)
    self.parameters = UInt32(clamping: parameters.count)
    names = UInt32(clamping: 1 + parameters.count + buffers.count)
    var textBytes = reprBytes + Self.textBytes(of: type.name) * parameters.count
    for parameter in parameters {
      textBytes += Self.textBytes(of: parameter.name)
      if !parameter.requiresGrad { holds.insert(.frozen) }
    }
    for buffer in buffers { textBytes += Self.textBytes(of: buffer.name) }
    self.textBytes = UInt32(clamping: textBytes)
    if !buffers.isEmpty { holds.insert(.buffers) }
    if !type.unknown.isEmpty { holds.insert(.unknown) }
  }

  /// What the bytes of a name, or of a text between parentheses, count for.
  static func textBytes(of text: String) -> Int {
    if TerminalText.isPrintableASCII(text) { return text.utf8.count }
    return text.utf8.reduce(0) { $0 + ($1 >= 0x20 && $1 < 0x7F ? 1 : Limits.unusualByteFactor) }
  }

  /// Adds ties, whose names are told in full at every place of the module.
  mutating func add(_ ties: [Tie]) {
    holds.insert(.ties)
    for tie in ties {
      for name in tie.names {
        names = saturatingSum(names, 1)
        // A name is kept with its place.
        textBytes = saturatingSum(textBytes, UInt32(clamping: Self.textBytes(of: name.text) + 64))
      }
    }
  }

  /// Adds a child.
  mutating func add(_ child: ModuleExtent, named name: String) {
    modules = saturatingSum(modules, child.modules)
    parameters = saturatingSum(parameters, child.parameters)
    depth = max(depth, saturatingSum(child.depth, 1))
    names = saturatingSum(names, child.names)
    // The name of a child stands before each name in it. Neither factor passes 2^32.
    let prefixes = Int(child.names) * (Self.textBytes(of: name) + 1)
    textBytes = UInt32(clamping: saturatingSum(Int(textBytes) + Int(child.textBytes), prefixes))
    holds.formUnion(child.holds)
  }
}

/// Names of one tensor, relative to the module that holds the tie.
struct Tie: Sendable {
  var names: [PlacedName]
  var span: SourceSpan
}
