/// The classes that modules have by their written names.
final class TypeNames {
  private let factory: LayerFactory
  /// Those that are neither declared nor torch.nn's.
  private var loose: [ExactString: ModuleType] = [:]

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

  /// The class of the catalogue that makes containers.
  func container(_ name: String) -> ModuleType {
    factory.layer(named: name)?.type ?? ModuleType(name: name)
  }
}
