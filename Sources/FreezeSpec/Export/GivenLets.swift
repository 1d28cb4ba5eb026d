/// Which names of its `let` each file is given a value for, by any `from`.
struct GivenLets {
  private var names: [Int: Set<String>] = [:]
  private let configs: ConfigSet

  /// Goes through all files once.
  init(_ configs: ConfigSet) {
    self.configs = configs
    for index in configs.entries.indices {
      let config = configs.entries[index].config
      if let model = config.model { look(at: model, in: index) }
      for definition in config.classes {
        guard let definition = try? definition.value.get() else { continue }
        look(at: .composite(definition.body), in: index)
        for argument in (try? definition.arguments.get()) ?? [] {
          if let value = argument.defaultValue { look(at: value, in: index) }
        }
      }
      for definition in (try? config.lets.get()) ?? [] {
        if let value = try? definition.value.get() { look(at: value, in: index) }
      }
    }
  }

  /// Those of a file.
  func names(of file: Int) -> Set<String> { names[file] ?? [] }

  private mutating func look(at spec: ModuleSpec, in file: Int) {
    switch spec {
    case .sequential(let items, _): for item in items { look(at: item, in: file) }
    case .composite(let composite):
      for child in composite.children { look(at: child.module, in: file) }
    case .repeated(let repeated): for item in repeated.turn { look(at: item, in: file) }
    case .expression(let expression): look(at: expression, in: file)
    case .from(let from):
      if let index = configs.entries[file].references[from.reference] {
        names[index, default: []].formUnion(from.lets.map(\.name.text))
      }
      for definition in from.lets {
        if let value = try? definition.value.get() { look(at: value, in: file) }
      }
    case .invalid: break
    }
  }

  private mutating func look(at expression: Expression, in file: Int) {
    switch expression.kind {
    case .module(let spec): look(at: spec, in: file)
    case .call(let call):
      guard case .expressions(let arguments) = call.arguments else { return }
      for argument in arguments { look(at: argument.value, in: file) }
    case .tuple(let items), .list(let items), .and(let items), .or(let items):
      for item in items { look(at: item, in: file) }
    case .conditional(_, let then, let otherwise):
      look(at: then, in: file)
      look(at: otherwise, in: file)
    default: break
    }
  }
}
