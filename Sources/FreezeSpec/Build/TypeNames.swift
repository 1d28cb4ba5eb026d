/// The classes that modules have by their written names.
final class TypeNames {
  private let factory: LayerFactory
  /// Those that are neither declared nor torch.nn's.
  private var loose: [ExactString: ModuleType] = [:]
  /// Those that are not known.
  private var unknown: [UnknownKey: ModuleType] = [:]

  init(_ factory: LayerFactory) { self.factory = factory }

  /// The class that a composite module or a container has by its written name.
  func type(named name: PlacedName, in classes: ClassTable) -> ModuleType {
    if let declared = classes.declared[name.text] { return declared.type }
    if let layer = factory.layer(named: plainClassName(name.text)) { return layer.type }
    if let type = loose[ExactString(name.text)] { return type }
    let type = ModuleType(name: name.text)
    loose[ExactString(name.text)] = type
    return type
  }

  /// The class of a module for which a file writes none, or no more than what it extends, where the
  /// classes of that file's modules are not known; `nil` for any other name.
  func unknown(
    _ name: PlacedName?, _ parts: UnknownParts, reprStyle: ModuleType.ReprStyle = .module
  ) -> ModuleType? {
    guard parts.contains(.classes) else { return nil }
    let base = name.map { plainClassName($0.text) }
    if let base, Catalogue.layer(named: base) != nil || Catalogue.bases(of: base) == nil {
      return nil
    }
    let key = UnknownKey(
      base: base.map { ExactString($0) }, parts: parts, isList: reprStyle == .moduleList)
    if let type = unknown[key] { return type }
    let type = ModuleType.unknown(parts, base: base, reprStyle: reprStyle)
    unknown[key] = type
    return type
  }

  private struct UnknownKey: Hashable {
    let base: ExactString?
    let parts: UnknownParts
    let isList: Bool
  }

  /// The class of the catalogue that makes containers.
  func container(_ name: String) -> ModuleType {
    factory.layer(named: name)?.type ?? ModuleType(name: name)
  }
}
