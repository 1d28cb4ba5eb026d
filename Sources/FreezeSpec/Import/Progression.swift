/// Calls in a row whose numbers grow by the same step.
struct Progression {
  /// The parts that fractions may grow in, and the most fractions that are looked at.
  private static let mostParts = 400

  let count: Int
  /// The call with the index in it.
  let node: Node

  /// Follows the calls from the first on; `nil` where the second does not count on.
  init?(_ nodes: ArraySlice<Node>) {
    guard nodes.count > 2, case .call(let first)? = nodes.first else { return nil }
    var calls = [first]
    var steps: [Int: Int] = [:]
    var fractions: Set<Int> = []
    for node in nodes.dropFirst() {
      guard case .call(let call) = node, call.target == first.target,
        call.arguments.count == first.arguments.count
      else { break }
      if calls.count == 1 {
        for (index, (a, b)) in zip(first.arguments, call.arguments).enumerated() where a != b {
          if let a = a?.int, let b = b?.int {
            let (step, overflow) = b.subtractingReportingOverflow(a)
            if overflow { return nil }
            steps[index] = step
          } else if a?.float != nil, b?.float != nil {
            fractions.insert(index)
          } else {
            return nil
          }
        }
      }
      let isNext = call.arguments.indices.allSatisfy { index in
        if fractions.contains(index) { return call.arguments[index]?.float != nil }
        guard let step = steps[index] else {
          return call.arguments[index] == first.arguments[index]
        }
        guard let start = first.arguments[index]?.int else { return false }
        let (far, overflow) = step.multipliedReportingOverflow(by: calls.count)
        let (number, isTooFar) = start.addingReportingOverflow(far)
        return !overflow && !isTooFar && call.arguments[index]?.int == number
      }
      guard isNext else { break }
      calls.append(call)
      if !fractions.isEmpty, calls.count > Self.mostParts { return nil }
    }
    guard calls.count > 2, !steps.isEmpty || !fractions.isEmpty else { return nil }
    var result = first
    for (index, step) in steps {
      guard let start = first.arguments[index]?.int else { return nil }
      result.arguments[index] = Self.term(start, step)
    }
    for index in fractions {
      guard let term = Self.term(calls.compactMap { $0.arguments[index]?.float }) else {
        return nil
      }
      result.arguments[index] = term
    }
    count = calls.count
    node = .call(result)
  }

  /// `start + step * i`.
  private static func term(_ start: Int, _ step: Int) -> Term {
    let index = Term.index(0)
    let steps: Term =
      step.magnitude == 1 ? index : .operation(.multiply, .int(Int(step.magnitude)), index)
    if step < 0 { return .operation(.subtract, .int(start), steps) }
    return start == 0 ? steps : .operation(.add, .int(start), steps)
  }

  /// `0.2 * (i + 3) / 11`, as probabilities grow with the depth of a layer; `nil` where no such term of
  /// small numbers gives exactly these.
  private static func term(_ values: [Double]) -> Term? {
    let step = values[1] - values[0]
    guard step != 0, let last = values.last, let first = values.first else { return nil }
    let offset = (first / step).rounded()
    guard abs(offset) < 10_000, offset >= 0 else { return nil }
    let start = Int(offset)
    for parts in 1...mostParts {
      // What grows to it over all parts has few digits.
      let whole = last * Double(parts) / Double(start + values.count - 1)
      let rounded = (whole * 10_000).rounded() / 10_000
      let isIt = values.enumerated().allSatisfy {
        rounded * Double(start + $0) / Double(parts) == $1
      }
      if isIt, abs(whole - rounded) < 1e-9 {
        let index = start == 0 ? Term.index(0) : .operation(.add, .index(0), .int(start))
        let product = Term.operation(.multiply, .literal(.float(rounded)), index)
        return parts == 1 ? product : .operation(.divide, product, .int(parts))
      }
    }
    return nil
  }
}

extension Term {
  /// The float that it is.
  fileprivate var float: Double? { if case .float(let value)? = literal { value } else { nil } }
}
