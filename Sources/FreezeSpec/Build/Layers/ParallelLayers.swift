/// torch.nn's wrapper for several devices (`torch/nn/parallel/data_parallel.py`).
enum ParallelLayers {
  static let all: [LayerClass] = [
    // Where there is no device to spread to, PyTorch looks at nothing but the module.
    LayerClass(
      "DataParallel", "module, device_ids=None, output_device=None, dim=0",
      takingModules: ["module"]
    ) { try $0.childIfModule("module") }
  ]
}
