#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why a saved plan cannot be read.
public struct SavedPlanError: Error {
  /// The reason, as one sentence without a full stop.
  public var message: String
}

extension PlanSnapshot {
  /// Whether bytes look like a saved plan rather than like a config, which may be JSON as well.
  ///
  /// - Parameter bytes: A file of any kind.
  /// - Returns: Whether it is an object with the key `format_version`, which no config has.
  public static func isSavedPlan(_ bytes: [UInt8]) -> Bool {
    let text = TextDecoder.decode(bytes, limit: Limits.savedPlanBytes).bytes
    guard text.first(where: { !$0.isASCIISpace }) == UInt8(ascii: "{") else {
      return false
    }
    let key = Array("\"format_version\"".utf8)
    var rest = text[...]
    while let start = rest.firstIndex(of: key[0]) {
      rest = rest[start...]
      if rest.starts(with: key) {
        let next = rest.dropFirst(key.count).first { !$0.isASCIISpace }
        if next == UInt8(ascii: ":") { return true }
      }
      rest = rest.dropFirst()
    }
    return false
  }

  /// Reads what `freezespec apply --format json` wrote.
  ///
  /// - Parameter saved: The bytes.
  /// - Throws: ``SavedPlanError`` where they are no saved plan, or one of a later format.
  public init(saved: [UInt8]) throws(SavedPlanError) {
    if saved.count > Limits.savedPlanBytes {
      throw SavedPlanError(
        message: "a saved plan can have at most \(Limits.savedPlanBytes >> 20) MiB")
    }
    let text = TextDecoder.decode(saved, limit: Limits.savedPlanBytes)
    if text.problem != nil { throw SavedPlanError(message: "it is no saved plan: it is not UTF-8") }
    let file: SavedPlan
    do {
      file = try JSONDecoder().decode(SavedPlan.self, from: Data(text.bytes))
    } catch let error as DecodingError {
      throw SavedPlanError(message: "it is no saved plan: \(error.reason)")
    } catch {
      throw SavedPlanError(message: "it is no saved plan: it is not JSON")
    }
    guard file.format_version.split(separator: ".").first == "1" else {
      throw SavedPlanError(
        message: "it has the format \(clipped(file.format_version)); this program reads 1.x")
    }
    self.path = file.config
    name = file.name
    var parameters: [Parameter] = []
    var names: Set<ExactString> = []
    for parameter in file.parameters {
      for name in [parameter.name] + parameter.tied_names {
        guard names.insert(ExactString(name)).inserted else {
          throw SavedPlanError(message: "it has the name `\(clipped(name))` twice")
        }
        guard name.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 2 * Limits.nesting else {
          throw SavedPlanError(message: "it has a name of too many components")
        }
      }
      guard let dtype = DType(name: parameter.dtype) else {
        throw SavedPlanError(message: "it has the unknown dtype `\(clipped(parameter.dtype))`")
      }
      guard parameter.shape.allSatisfy({ $0 >= 0 }), let elements = elementCount(parameter.shape)
      else {
        throw SavedPlanError(
          message: "its parameter `\(clipped(parameter.name))` has a shape that no tensor can have")
      }
      guard parameter.elements == nil || parameter.elements == elements else {
        throw SavedPlanError(
          message:
            "its parameter `\(clipped(parameter.name))` has \(grouped(elements)) elements by "
            + "its shape, and others by its count")
      }
      parameters.append(
        Parameter(
          name: parameter.name, shape: Shape(parameter.shape), elements: elements, dtype: dtype,
          className: parameter.class, requiresGrad: parameter.requires_grad,
          decidedBy: parameter.decided_by, tiedNames: parameter.tied_names))
    }
    self.parameters = parameters
    var rules: [Rule] = []
    for (place, rule) in file.rules.enumerated() {
      guard let action = FreezeSpec.Rule.Action(rawValue: rule.action) else {
        throw SavedPlanError(message: "it has the unknown action `\(clipped(rule.action))`")
      }
      guard rule.index == place + 1 else {
        throw SavedPlanError(message: "it has rules that are not numbered from 1")
      }
      rules.append(
        Rule(
          index: rule.index, action: action, selector: rule.selector, because: rule.because,
          isOptional: rule.optional ?? false, line: rule.line))
    }
    self.rules = rules
    let decided = parameters.compactMap(\.decidedBy)
    guard decided.allSatisfy({ $0 >= 1 && $0 <= rules.count }) else {
      throw SavedPlanError(
        message: "it has a parameter decided by a rule that it does not have")
    }
    softmax = try file.softmax?.preview()
    expectations = file.expectations ?? []
    evalSelectors = file.eval?.selectors ?? []
    evalModules = file.eval?.modules ?? []
    guard let summary = PlanSummary(parameters) else {
      throw SavedPlanError(message: "it has more than 2^63 - 1 elements")
    }
    self.summary = summary
    if let total = file.summary?.parameters, total != parameters.count {
      throw SavedPlanError(
        message: "it lists \(parameters.count) of \(total) parameters, as `apply --only` does; "
          + "save the whole plan with `apply --save`")
    }
    var buffers: [Parameter] = []
    for buffer in file.buffers ?? [] {
      guard let dtype = DType(name: buffer.dtype) else {
        throw SavedPlanError(message: "it has the unknown dtype `\(clipped(buffer.dtype))`")
      }
      guard buffer.shape.allSatisfy({ $0 >= 0 }),
        buffer.name.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 2 * Limits.nesting
      else { throw SavedPlanError(message: "it has a buffer that no module can have") }
      buffers.append(Parameter(buffer: buffer.name, shape: Shape(buffer.shape), dtype: dtype))
    }
    self.buffers = file.buffers == nil ? nil : buffers
  }
}

/// The keys of a saved plan that a snapshot needs, by their names in the file.
private struct SavedPlan: Decodable {
  struct Parameter: Decodable {
    var name: String
    var shape: [Int]
    var elements: Int?
    var dtype: String
    var `class`: String
    var requires_grad: Bool
    var decided_by: Int?
    var tied_names: [String]
  }

  struct Rule: Decodable {
    var index: Int
    var action: String
    var selector: String
    var because: String?
    var optional: Bool?
    var line: Int
  }

  struct Softmax: Decodable {
    var temperature: Double
    var dim: Int
    var logits: Nested?

    func preview() throws(SavedPlanError) -> SoftmaxPreview {
      guard temperature > 0, temperature.isFinite else {
        throw SavedPlanError(message: "it has a temperature that is not above 0")
      }
      var array: NumberArray?
      if let logits {
        var flat = NumberArray(shape: [], elements: [])
        guard logits.flatten(into: &flat, level: 0),
          flat.shape.reduce(1, saturatingProduct) == flat.elements.count
        else { throw SavedPlanError(message: "it has ragged logits") }
        guard dim >= -flat.shape.count, dim < flat.shape.count else {
          throw SavedPlanError(message: "its logits have no dimension \(dim)")
        }
        array = flat
      }
      return SoftmaxPreview(
        SoftmaxConfig(
          temperature: temperature, dim: dim, logits: array,
          span: SourceSpan(file: 0, start: 0, end: 0)))
    }
  }

  struct Eval: Decodable {
    var selectors: [String]
    var modules: [String]
  }

  /// A number, or a list of such.
  enum Nested: Decodable {
    case number(Double)
    case list([Nested])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .list(try container.decode([Nested].self))
      }
    }

    func flatten(into array: inout NumberArray, level: Int) -> Bool {
      switch self {
      case .number(let number):
        array.elements.append(number)
        return level == array.shape.count
      case .list(let items):
        if level == array.shape.count, array.elements.isEmpty { array.shape.append(items.count) }
        guard level < array.shape.count, items.count == array.shape[level] else { return false }
        return items.allSatisfy { $0.flatten(into: &array, level: level + 1) }
      }
    }
  }

  struct Buffer: Decodable {
    var name: String
    var shape: [Int]
    var dtype: String
  }

  struct Summary: Decodable {
    var parameters: Int?
  }

  var format_version: String
  var config: String
  var name: String
  var parameters: [Parameter]
  var rules: [Rule]
  var softmax: Softmax?
  var buffers: [Buffer]?
  var summary: Summary?
  var expectations: [String]?
  var eval: Eval?
}

extension DecodingError {
  /// What is wrong, in few words.
  fileprivate var reason: String {
    switch self {
    case .keyNotFound(let key, let context):
      "the key `\(clipped(key.stringValue))` is missing\(place(context, " in "))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(place(context)) is of another type"
    // Foundation tells these apart in words only.
    default: "it is not JSON, or has a number that does not fit"
    }
  }

  /// Where something is wrong, such as `parameters[3].shape[0]`.
  private func place(_ context: Context, _ prefix: String = "") -> String {
    var path = ""
    for key in context.codingPath {
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += (path.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return path.isEmpty ? prefix.isEmpty ? "it" : "" : "\(prefix)`\(clipped(path))`"
  }
}
