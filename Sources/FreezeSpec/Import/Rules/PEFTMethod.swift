/// A kind of adapter that PEFT has, by its `peft_type`.
struct PEFTMethod {
  /// A setting that not all of them have; PEFT passes over those that a method does not have.
  private enum Key: String, CaseIterable {
    case bias
    case save = "modules_to_save"
    case target = "target_modules"
    case exclude = "exclude_modules"
    case layers = "layers_to_transform"
    case pattern = "layers_pattern"
    case ranks = "rank_pattern"
    case parameters = "target_parameters"
    case tokens = "trainable_token_indices"
  }

  let name: String
  private let keys: Set<Key>
  /// The classes of the modules beside which it puts adapters; `nil` where it takes others without an error, or goes
  /// by something else.
  private let layers: [String]?

  private init(_ name: String, _ keys: [Key], _ layers: String? = nil) {
    self.name = name
    self.keys = Set(keys)
    self.layers = layers.map { $0.split(separator: " ").map(String.init) }
  }

  static func named(_ name: String) -> PEFTMethod? { all.first { $0.name.isExactly(name) } }

  /// Whether it trains whole modules besides.
  var savesModules: Bool { keys.contains(.save) }

  /// Whether it goes by `target_modules`.
  var hasTargets: Bool { keys.contains(.target) }

  /// The settings that it does not have.
  var foreignKeys: [String] { Key.allCases.filter { !keys.contains($0) }.map(\.rawValue) }

  /// Whether PEFT raises an error where a module is to get an adapter.
  func refuses(_ module: Module) -> Bool {
    guard let layers else { return false }
    let type = module.type
    if type.unknown.contains(.classes) {
      // A module that has nothing of its own is no layer.
      return type.ancestors.isEmpty && module.parameters.isEmpty && module.buffers.isEmpty
        && !module.children.isEmpty
    }
    // Some methods take layers that are quantized, which have classes of their own.
    let isQuantized = type.printedName.contains("Linear") && module.children.isEmpty
    return !isQuantized && !type.allNames.contains(where: layers.contains)
  }

  // MARK: The methods

  private static let some: [Key] = [.save, .target]
  private static let byLayer: [Key] = some + [.layers, .pattern]
  private static let most: [Key] = byLayer + [.exclude]
  private static let lora: [Key] = Key.allCases
  private static let convolutions = "Linear Conv2d"

  /// What PEFT 0.21.2 has.
  private static let all = [
    PEFTMethod(
      "LORA", lora, "Linear Embedding Conv1d Conv2d Conv3d MultiheadAttention Conv1D"),
    PEFTMethod("ADALORA", lora, "Linear Conv2d Conv1D"),
    PEFTMethod("ADAMSS", byLayer, "Linear"),
    PEFTMethod("ADAPTION_PROMPT", [.target]),
    PEFTMethod("BEFT", some, "Linear"),
    PEFTMethod("BOFT", most + [.bias], convolutions),
    PEFTMethod("C3A", byLayer + [.bias], "Linear"),
    PEFTMethod("CARTRIDGE", [.save]),
    PEFTMethod("CPT", [.save]),
    PEFTMethod("DEFT", most + [.bias], "Linear Conv1D"),
    PEFTMethod("DELORA", most + [.bias, .ranks], "Linear"),
    PEFTMethod("FOURIERFT", most + [.bias], "Linear Conv1D"),
    PEFTMethod("FROD", byLayer + [.bias], "Linear Conv1D"),
    PEFTMethod("GLORA", some + [.bias], "Linear"),
    PEFTMethod("GRALORA", byLayer + [.bias], "Linear Conv1D"),
    PEFTMethod("HIRA", most + [.ranks], "Linear Embedding Conv1d Conv2d Conv3d Conv1D"),
    PEFTMethod("HRA", most + [.bias], convolutions),
    PEFTMethod("IA3", some + [.exclude], "Linear Conv2d Conv3d Conv1D"),
    PEFTMethod("LILY", most, "Linear"),
    PEFTMethod("LN_TUNING", some + [.exclude]),
    PEFTMethod("LOHA", most + [.ranks], "Linear Conv1d Conv2d"),
    PEFTMethod("LOKR", most + [.ranks], "Linear Conv1d Conv2d"),
    PEFTMethod("MISS", most + [.bias], "Linear"),
    PEFTMethod("MULTITASK_PROMPT_TUNING", [.save]),
    PEFTMethod("OFT", most + [.bias], "Linear Embedding Conv2d"),
    PEFTMethod("OSF", some + [.ranks]),
    PEFTMethod("PEANUT", most, "Linear"),
    PEFTMethod("POLY", some + [.exclude], "Linear"),
    PEFTMethod("PREFIX_TUNING", [.save]),
    PEFTMethod("PROMPT_TUNING", [.save]),
    PEFTMethod("PSOFT", most, "Linear"),
    PEFTMethod("PVERA", byLayer + [.bias], "Linear Conv1D"),
    PEFTMethod("P_TUNING", [.save]),
    PEFTMethod("RANDLORA", byLayer + [.bias], "Linear Conv1D"),
    PEFTMethod("ROAD", some, "Linear"),
    PEFTMethod("SHADOW", most),
    PEFTMethod("SHIRA", some, "Linear"),
    PEFTMethod("SUPERTUNING", some, "Linear"),
    PEFTMethod("TINYLORA", byLayer + [.bias], "Linear Embedding Conv1D"),
    PEFTMethod("TRAINABLE_TOKENS", [.target], "Linear Embedding"),
    PEFTMethod("UNILORA", byLayer + [.bias], "Linear Conv1D"),
    PEFTMethod("VBLORA", most + [.bias], "Linear Conv1D"),
    PEFTMethod("VERA", byLayer + [.bias], "Linear Conv1D"),
    PEFTMethod("WAVEFT", most + [.bias], "Linear Conv1D"),
    PEFTMethod("XLORA", []),
  ]
}
