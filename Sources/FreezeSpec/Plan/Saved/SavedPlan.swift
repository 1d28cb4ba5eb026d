/// What a snapshot needs of a saved plan.
struct SavedPlan {
  struct Parameter {
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
  }

  struct Rule {
    let index: Int
    let action: String
    let selector: String
    let because: String?
    let optional: Bool?
    let line: Int
    let changed: Int?
    let besideUnmatched: Bool?
    let notes: [String]?
  }

  struct Softmax {
    let temperature: Double
    /// All temperatures; older files have one alone.
    let temperatures: [Double]?
    let dim: Int
    let logits: NestedNumbers?
    let teacher: NestedNumbers?
  }

  struct Outcome {
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
  }

  struct Bounds {
    let max: Double?
    let minEntropy: Double?
    let maxEntropy: Double?
  }

  struct Eval {
    let selectors: [String]
    let modules: [String]
  }

  struct Buffer {
    let name: String
    let shape: [Int]
    let dtype: String
  }

  struct Summary {
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
  let wrap: [String]?
  /// The hash of what it comes to; older files have none.
  let hash: String?
}

extension SavedPlan {
  /// Reads a file, of which nothing is known to hold but that it has these keys.
  ///
  /// - Parameter bytes: What `freezespec apply --format json` wrote.
  /// - Throws: ``SavedPlanError`` where it is no saved plan, or one of a later format.
  init(reading bytes: [UInt8], atMost most: Int = Limits.savedPlanBytes) throws(SavedPlanError) {
    if bytes.count > most {
      throw SavedPlanError("a saved plan can have at most \(most >> 20) MiB")
    }
    let text = TextDecoder.decode(bytes, limit: Limits.savedPlanBytes)
    if text.problem != nil { throw SavedPlanError("it is no saved plan: it is not UTF-8") }
    do throws(JSONError) {
      var reader = JSONReader(text.bytes, nesting: Limits.nesting)
      self = try SavedPlan(&reader)
      try reader.end()
    } catch {
      // A plan has a line for each parameter and each rule.
      let line = 1 + text.bytes[..<error.offset].count { $0 == 0x0A }
      throw SavedPlanError("it is no saved plan: \(error.message) (line \(grouped(line)))")
    }
    guard components(formatVersion)[0] == "1" else {
      throw SavedPlanError("it has the format \(clipped(formatVersion)); this program reads 1.x")
    }
  }

  /// Whether bytes look like a saved plan rather than like a config, which may be JSON as well: an
  /// object with the key `format_version`, which no config has.
  static func looksLikeOne(_ bytes: [UInt8]) -> Bool {
    // One that is too long is still told from a config that is, by its start.
    let isTooLong = bytes.count > Limits.savedPlanBytes
    let start = isTooLong ? Array(bytes[..<Limits.documentBytes]) : bytes
    let text = TextDecoder.decode(start, limit: Limits.savedPlanBytes).bytes
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
