/// Whether plans are small enough to be compared: a diff goes through every component of every name, and keeps the
/// names that changed.
enum ComparedNames {
  /// Why a plan is not compared, as what follows its name; `nil` where it is.
  ///
  /// - Parameters:
  ///   - count: How many parameters it has.
  ///   - totals: What their names come to.
  ///   - most: How many parameters there are at most.
  static func refusal(
    count: Int, _ totals: @autoclosure () -> NameTotals,
    atMost most: Int = Limits.comparedParameters
  ) -> String? {
    if count > most {
      return "has \(grouped(count)) parameters, and a diff compares at most \(grouped(most))"
    }
    let totals = totals()
    if totals.components > Limits.comparedComponents {
      return
        "has \(grouped(totals.components)) components in the names of its parameters, and a diff compares "
        + "at most \(grouped(Limits.comparedComponents))"
    }
    if totals.bytes > Limits.comparedNameBytes {
      return
        "has \(grouped(totals.bytes)) bytes in the names of its parameters, and a diff compares "
        + "at most \(grouped(Limits.comparedNameBytes))"
    }
    return nil
  }
}

extension Model {
  /// Why its parameters are not compared, as what follows the name of their plan; `nil` where they are.
  func comparisonRefusal(atMost most: Int = Limits.comparedParameters) -> String? {
    ComparedNames.refusal(count: parameters.count, nameTotals, atMost: most)
  }
}
