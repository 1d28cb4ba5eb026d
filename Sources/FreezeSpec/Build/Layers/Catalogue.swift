import Synchronization

/// The classes of torch.nn, PyTorch 2.13.
enum Catalogue {
  /// The families, each in a file of its own.
  static let families: [[LayerClass]] = [
    LinearLayers.all,
    ActivationLayers.all,
    AttentionLayers.all,
    TransformerLayers.all,
    RecurrentLayers.all,
    ContainerLayers.all,
    ParallelLayers.all,
    LossLayers.all,
    AdaptiveLayers.all,
    [LinearCrossEntropyLayers.loss],
    ConvLayers.all,
    PoolingLayers.all,
    PaddingLayers.all,
    BatchNormLayers.all,
    NormalizationLayers.all,
    DropoutLayers.all,
    UpsamplingLayers.all,
    RearrangingLayers.all,
    DistanceLayers.all,
    SparseLayers.all,
  ]

  /// A class by its name: one of ``names``, or a class of values that one of them takes.
  static func layer(named name: String) -> LayerClass? { layers[name] }

  /// The same with its signature read, which all models of the process share: to read it takes as long
  /// as to read a config of ten lines.
  static func readLayer(named name: String) -> Layer? {
    if let known = readLayers.withLock({ $0[name] }) { return known }
    // The catalogue's own signatures can be read: a test goes through them all.
    guard let definition = layer(named: name), let layer = try? Layer(definition) else {
      return nil
    }
    return readLayers.withLock { known in
      if let other = known[name] { return other }
      known[name] = layer
      return layer
    }
  }

  private static let readLayers = Mutex<[String: Layer]>([:])

  /// The names of the arguments of a class; `nil` for a name that is none.
  static func arguments(of className: String) -> [String]? {
    readLayer(named: className)?.signature.parameters.map(\.name)
  }

  /// The names of all classes that can be called.
  static var names: [String] { families.flatMap { $0.map(\.name) } }

  /// The bases of a class that is itself only a base, such as `_BatchNorm`, nearest first; `nil` for
  /// a name that is none.
  static func bases(of name: String) -> [String]? {
    for family in families {
      for definition in family {
        if let index = definition.bases.firstIndex(of: name) {
          return Array(definition.bases[(index + 1)...])
        }
      }
    }
    return nil
  }

  /// The classes that only a forward pass completes, and what to write in their place.
  static let lazyTwins: [String: String] = {
    let families = ["Conv", "ConvTranspose", "BatchNorm", "InstanceNorm"]
    let twins = families.flatMap { family in (1...3).map { "\(family)\($0)d" } } + ["Linear"]
    return Dictionary(uniqueKeysWithValues: twins.map { ("Lazy" + $0, $0) })
  }()

  /// What torch.nn has that takes a tensor or a process group, and how a config says the same.
  static let unbuildable: [String: (reason: String, help: String)] = {
    let tensor = "is made of a tensor, which no config holds"
    let parameter = (tensor, "declare it under `parameters`, as in {parameters: {scale: [64]}}")
    let buffer = (tensor, "declare it under `buffers`, as in {buffers: {mean: [64]}}")
    return [
      "Parameter": parameter, "UninitializedParameter": parameter,
      "Buffer": buffer, "UninitializedBuffer": buffer,
      "DistributedDataParallel": (
        "needs a process group", "write DataParallel, which names its parameters alike"
      ),
    ]
  }()

  private static let layers: [String: LayerClass] = {
    let all = families + [[LinearCrossEntropyLayers.options]]
    var layers = [String: LayerClass](minimumCapacity: all.reduce(0) { $0 + $1.count })
    for family in all {
      for definition in family { layers[definition.name] = definition }
    }
    return layers
  }()
}
