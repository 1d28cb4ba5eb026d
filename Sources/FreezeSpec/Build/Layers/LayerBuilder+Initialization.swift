/// How a constructor fills a parameter with random numbers.
enum Initialization {
  /// `init.uniform_`.
  case uniform
  /// `init.normal_`, which leaves a tensor without elements alone.
  case normal
  /// `init.kaiming_uniform_` and its like, which leave a tensor without elements alone.
  case kaimingUniform
}

extension LayerBuilder {
  /// Declares a parameter that starts random, which PyTorch cannot do in every type.
  mutating func parameter(
    _ name: String, _ shape: Shape, by initialization: Initialization, requiresGrad: Bool = true
  ) throws {
    try parameter(name, shape, requiresGrad: requiresGrad)
    // The root's `dtype` is a conversion of the finished model.
    guard case .dtype(let dtype) = arguments.dtype else { return }
    if initialization != .uniform, shape.contains(0) { return }
    if !dtype.canBeRandom(onMeta: isOnMeta) {
      throw LayerError(
        "dtype", "PyTorch cannot fill \(name) with random numbers of type torch.\(dtype.rawValue)")
    }
  }

  /// Whether the call asks for tensors without storage.
  var isOnMeta: Bool {
    guard case .string(let device) = arguments.device else { return false }
    return device == "meta" || device.hasPrefix("meta:")
  }

  /// Refuses what `torch.device` cannot read.
  ///
  /// Whether a machine has the device is no concern of a plan.
  func checkDevice() throws {
    switch arguments.device {
    case .none: return
    case .int(let index) where index >= 0: return
    case .string(let device) where isDevice(device): return
    case let value:
      throw LayerError(
        "device", "device cannot be \(brief(value))",
        help: ["write it as in PyTorch: device='meta', or leave it out"])
    }
  }
}

extension DType {
  fileprivate func canBeRandom(onMeta: Bool) -> Bool {
    switch self {
    // Only a tensor without storage escapes the missing kernels.
    case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0FNU: onMeta
    default: canRequireGrad
    }
  }
}

/// Whether a text is a device's type, with or without an index: `cuda`, `cuda:0`.
private func isDevice(_ text: String) -> Bool {
  let types = [
    "cpu", "cuda", "fpga", "hip", "hpu", "ideep", "ipu", "lazy", "maia", "meta", "mps", "mtia",
    "opencl", "opengl", "privateuseone", "ve", "vulkan", "xla", "xpu",
  ]
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard types.contains(String(parts[0])) else { return false }
  if parts.count == 1 { return true }
  let index = parts[1]
  return parts.count == 2 && !index.isEmpty && index.utf8.allSatisfy { (0x30...0x39).contains($0) }
    && (index == "0" || index.first != "0")
}
