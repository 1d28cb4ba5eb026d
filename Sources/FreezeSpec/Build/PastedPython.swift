/// Names that stand in the Python code of models and that expressions do not have.
enum PastedPython {
  /// What begins the names of functions that make whole models, in torchvision and timm.
  private static let models = [
    "alexnet", "convnext", "deeplabv3", "densenet", "efficientnet", "fasterrcnn", "fcn_resnet",
    "googlenet", "inception_v3", "keypointrcnn", "maskrcnn", "maxvit", "mnasnet", "mobilenet",
    "regnet", "resnet", "resnext", "retinanet", "shufflenet", "squeezenet", "swin_", "vgg", "vit_",
    "wide_resnet",
  ]

  /// The functions of torch that make a tensor of a shape.
  static let tensorFactories = ["empty", "full", "ones", "rand", "randn", "zeros"]

  /// The modules of torch whose functions do what modules of `torch.nn` do.
  static let functionModules = ["F.", "nn.functional.", "torch.nn.functional.", "functional."]

  /// Whether a name is one of `torch.nn.functional`.
  static func isFunction(_ name: String) -> Bool {
    functionModules.contains { name.startsExactly(with: $0) }
  }

  /// What a name that is no class stands for, and what to write instead; `nil` for others.
  static func unknownClass(_ name: String) -> (message: String, help: String)? {
    let last = components(name).last ?? name
    let shown = clipped(name)
    if last == "OrderedDict" {
      return (
        "`\(shown)` is a dictionary of Python, and expressions have none",
        "name the modules as children: {class: Sequential, children: {name: …}}"
      )
    }
    if last == "Parameter" || last == "register_buffer"
      || name.hasPrefix("torch.")
        && tensorFactories.contains(last)
    {
      return (
        "`\(shown)` makes a tensor, and expressions have none",
        "a parameter is declared by its shape, under `parameters`: name: [1, 768]"
      )
    }
    let isModel =
      last == "from_pretrained" || last == "create_model" || name.endsExactly(with: "hub.load")
      || models.contains { last.startsExactly(with: $0) }
    if isModel {
      let source =
        last == "from_pretrained"
        ? "hf:NAME"
        : last == "load"
          ? "torch:FILE.py:FUNCTION"
          : last == "create_model" ? "timm:NAME" : "torchvision:\(clipped(last))"
      return (
        "`\(shown)` makes a whole model in Python, which is not run here",
        "declare its layers, or take a config that does: {from: FILE.yaml}, made by "
          + "freezespec import \(source)"
      )
    }
    return nil
  }
}
