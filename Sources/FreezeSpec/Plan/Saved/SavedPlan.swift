#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a snapshot needs of a saved plan.
struct SavedPlan: Decodable {
  struct Parameter: Decodable {
    let name: String
    let shape: [Int]
    let elements: Int?
    let dtype: String
    let className: String
    let requiresGrad: Bool
    let decidedBy: Int?
    let tiedNames: [String]
    /// What gives it its state; older files do not tell.
    let reason: String?
    /// Whether its rule matches one of its names and not another; older files do not tell.
    let decidedByOneName: Bool?

    enum CodingKeys: String, CodingKey {
      case name, shape, elements, dtype, reason
      case className = "class"
      case requiresGrad = "requires_grad"
      case decidedBy = "decided_by"
      case tiedNames = "tied_names"
      case decidedByOneName = "decided_by_one_name"
    }
  }

  struct Rule: Decodable {
    let index: Int
    let action: String
    let selector: String
    let because: String?
    let optional: Bool?
    let line: Int
    let changed: Int?
    let besideUnmatched: Bool?
    let notes: [String]?

    enum CodingKeys: String, CodingKey {
      case index, action, selector, because, optional, line, changed, notes
      case besideUnmatched = "beside_unmatched"
    }
  }

  struct Softmax: Decodable {
    let temperature: Double
    /// All temperatures; older files have one alone.
    let temperatures: [Double]?
    let dim: Int
    let logits: NestedNumbers?
    let teacher: NestedNumbers?
  }

  struct Outcome: Decodable {
    let expectation: String
    let subject: String
    let holds: Bool
    let min: Double?
    let max: Double?
    let measured: Double?
    let matched: Int?
    let wrong: Int?
    let largestProbability: Double?
    let leastEntropy: Double?
    let mostEntropy: Double?
    /// What it allows of a softmax; older files do not tell.
    let bounds: Bounds?

    enum CodingKeys: String, CodingKey {
      case expectation, subject, holds, min, max, measured, matched, wrong, bounds
      case largestProbability = "largest_probability"
      case leastEntropy = "least_entropy"
      case mostEntropy = "most_entropy"
    }
  }

  struct Bounds: Decodable {
    let max: Double?
    let minEntropy: Double?
    let maxEntropy: Double?

    enum CodingKeys: String, CodingKey {
      case max
      case minEntropy = "min_entropy"
      case maxEntropy = "max_entropy"
    }
  }

  struct Eval: Decodable {
    let selectors: [String]
    let modules: [String]
  }

  struct Buffer: Decodable {
    let name: String
    let shape: [Int]
    let dtype: String
  }

  struct Summary: Decodable {
    let parameters: Int?
  }

  let formatVersion: String
  let config: String
  let name: String
  let parameters: [Parameter]
  let rules: [Rule]
  let softmax: Softmax?
  let buffers: [Buffer]?
  let summary: Summary?
  let expectations: [String]?
  let expectationOutcomes: [Outcome]?
  let eval: Eval?
  let unmatched: String?

  enum CodingKeys: String, CodingKey {
    case formatVersion = "format_version"
    case config, name, parameters, rules, softmax, buffers, summary, expectations, eval
    case unmatched
    case expectationOutcomes = "expectation_outcomes"
  }
}

extension SavedPlan {
  /// Reads a file, of which nothing is known to hold but that it has these keys.
  ///
  /// - Parameter bytes: What `freezespec apply --format json` wrote.
  /// - Throws: ``SavedPlanError`` where it is no saved plan, or one of a later format.
  init(reading bytes: [UInt8]) throws(SavedPlanError) {
    if bytes.count > Limits.savedPlanBytes {
      throw SavedPlanError("a saved plan can have at most \(Limits.savedPlanBytes >> 20) MiB")
    }
    let text = TextDecoder.decode(bytes, limit: Limits.savedPlanBytes)
    if text.problem != nil { throw SavedPlanError("it is no saved plan: it is not UTF-8") }
    do {
      self = try JSONDecoder().decode(SavedPlan.self, from: Data(text.bytes))
    } catch let error as DecodingError {
      throw SavedPlanError("it is no saved plan: \(error.reason)")
    } catch {
      throw SavedPlanError("it is no saved plan: it is not JSON")
    }
    guard formatVersion.split(separator: ".").first == "1" else {
      throw SavedPlanError("it has the format \(clipped(formatVersion)); this program reads 1.x")
    }
  }

  /// Whether bytes look like a saved plan rather than like a config, which may be JSON as well: an
  /// object with the key `format_version`, which no config has.
  static func looksLikeOne(_ bytes: [UInt8]) -> Bool {
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
