/// The name of a class with the Python module that it is in, as a pickle has it.
struct PythonClassName {
  /// Without the Python module.
  let name: String
  /// The Python module.
  let module: String

  /// Reads `torch.nn.modules.linear.Linear`.
  init(_ text: String) {
    let parts = components(text)
    name = parts.last ?? ""
    module = parts.dropLast().joined(separator: ".")
  }

  /// Its name in torch.nn, where it is one of that.
  var torchName: String? {
    guard module == "torch.nn" || module.hasPrefix("torch.nn.modules."),
      Catalogue.layer(named: name) != nil || name == "Module"
    else { return nil }
    return name
  }

  /// The parts of a Python module's name without a last one that says nothing of what is in it:
  /// `peft.tuners.lora` of `peft.tuners.lora.layer`.
  static func tellingParts(of module: String) -> [String] {
    let parts = components(module)
    let isTelling = parts.count < 2 || !["layer", "layers", "model", "module"].contains(parts.last)
    return isTelling ? parts : Array(parts.dropLast())
  }

  /// What classes are called in a config: by their own names, and with the last part of their Python
  /// module in front of it where another class has the same name.
  static func names(_ classes: [String]) -> [(class: ExactString, name: String)] {
    var uses: [ExactString: Int] = [:]
    for text in classes { uses[ExactString(PythonClassName(text).name), default: 0] += 1 }
    var taken: Set<ExactString> = []
    return classes.sorted().map { text in
      let name = PythonClassName(text)
      if let torch = name.torchName { return (ExactString(text), torch) }
      var parts = tellingParts(of: name.module)
      var short = name.name
      var isFree =
        uses[ExactString(short)] == 1 && Catalogue.layer(named: short) == nil && short != "Module"
      while !isFree || !taken.insert(ExactString(short)).inserted {
        guard let part = parts.popLast() else { break }
        short = part + "." + short
        isFree = !short.hasPrefix("nn.") && !short.hasPrefix("torch.")
      }
      return (ExactString(text), short)
    }
  }
}
