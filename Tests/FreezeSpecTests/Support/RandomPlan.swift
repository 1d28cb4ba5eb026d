@testable import FreezeSpec

/// A module of a random architecture, which can be written in several ways.
indirect enum RandomModule {
  /// A layer's call, in which `w` is the width.
  case layer(String)
  /// A module of a class with children.
  case named(String, [(name: String, module: RandomModule)])
  /// A list of equal modules.
  case list(Int, RandomModule)

  /// A random one.
  ///
  /// - Parameter depth: How many levels may be in it.
  init(_ random: inout SplitMix, depth: Int = 3) {
    switch depth > 0 ? random.below(5) : 0 {
    case 0:
      self = .layer(
        random.pick([
          "Linear(w, w)", "Linear(w, 2 * w, bias=False)", "LayerNorm(w)", "Embedding(7, w)",
          "ReLU()",
        ]))
    case 1: self = .list(1 + random.below(4), RandomModule(&random, depth: depth - 1))
    default:
      // The same class is the same module wherever it stands, as in a config's `classes`.
      let words = ["attn", "mlp", "norm", "q_proj", "0", "1", "experts", "dense1", "x-y"].shuffled(
        using: &random)
      let children = words.prefix(1 + random.below(4)).map {
        (name: $0, module: RandomModule(&random, depth: depth - 1))
      }
      self = .named("Class\(random.below(1_000_000))", children)
    }
  }

  /// One with children at its top.
  static func root(_ random: inout SplitMix) -> RandomModule {
    .named(
      "Net",
      ["embed", "layers", "head"].map { (name: $0, module: RandomModule(&random)) }
        + [(name: "last", module: .layer("Linear(w, 3)"))])
  }

  /// The ways to write an architecture.
  enum Style: CaseIterable {
    case writtenOut, repeats, classes, files
  }

  /// A config with this model, and the files that it names.
  func config(_ style: Style, width: Int, rules: [String] = []) -> (
    text: String, files: [String: String]
  ) {
    var text = ""
    var classes: [String: String] = [:]
    var files: [String: String] = [:]
    let model = written(style, width: "\(width)", &classes, &files)
    for (name, definition) in classes.sorted(by: { $0.key < $1.key }) {
      text += (text.isEmpty ? "classes:\n" : "") + "  \(name): \(definition)\n"
    }
    text += "model: \(model)\n"
    if !rules.isEmpty { text += "rules:\n" + rules.map { "  - \($0)\n" }.joined() }
    return (text, files)
  }

  private func written(
    _ style: Style, width: String, _ classes: inout [String: String],
    _ files: inout [String: String]
  ) -> String {
    switch self {
    case .layer(let call): return "\"\(call.replacing("w", with: width))\""
    case .list(let count, let module):
      let item = module.written(style, width: width, &classes, &files)
      if style != .writtenOut { return "{repeat: \(count), module: \(item)}" }
      let items = Array(repeating: item, count: count).joined(separator: ", ")
      return "{class: ModuleList, children: [\(items)]}"
    case .named(let name, let children):
      let inner = style == .classes || style == .files ? "w" : width
      let list = children.map {
        "\"\($0.name)\": \($0.module.written(style, width: inner, &classes, &files))"
      }.joined(separator: ", ")
      switch style {
      case .writtenOut, .repeats: return "{class: \(name), children: {\(list)}}"
      case .classes:
        classes[name] = "{args: [w], children: {\(list)}}"
        return "\(name)(\(width))"
      case .files:
        files["\(name).yaml"] = "let: {w: 1}\nmodel: {class: \(name), children: {\(list)}}\n"
        return "{from: \(name).yaml, let: {w: \(width)}}"
      }
    }
  }
}

/// Random rules for the parameters of a model.
struct RandomRules {
  /// The names of the parameters.
  let names: [String]

  /// A rule that may match nothing.
  func rule(_ random: inout SplitMix, asksForTypes: Bool = true) -> String {
    let action = random.pick(["freeze", "train"])
    var parts = random.pick(names).split(separator: ".").map(String.init)
    let except = random.below(5) == 0 ? ", except: \"\(random.pick(names))\"" : ""
    switch random.below(asksForTypes ? 5 : 4) {
    case 0:
      return "{\(action): {glob: \"\(parts.joined(separator: "."))\"\(except)}, optional: true}"
    case 1:
      parts[random.below(parts.count)] = "*"
      return "{\(action): {glob: \"\(parts.joined(separator: "."))\"\(except)}, optional: true}"
    case 2:
      let start = parts.prefix(1 + random.below(parts.count))
      return "{\(action): {glob: \"\(start.joined(separator: "."))*\"\(except)}, optional: true}"
    case 3:
      if parts.count > 1 { parts.removeLast() }
      let path = parts.prefix(1 + random.below(parts.count)).joined(separator: ".")
      return "{\(action): {module: \"\(path)\"\(except)}, optional: true}"
    default:
      return
        "{\(action): {type: \(random.pick(["Linear", "LayerNorm", "Embedding", "Class*"]))\(except)}, optional: true}"
    }
  }

  /// Some rules.
  func rules(_ random: inout SplitMix, asksForTypes: Bool = true) -> [String] {
    (0..<(2 + random.below(5))).map { _ in rule(&random, asksForTypes: asksForTypes) }
  }
}
