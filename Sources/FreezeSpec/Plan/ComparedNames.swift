/// Whether plans are small enough to be compared: a diff goes through every component of every name.
enum ComparedNames {
  /// Why a plan is not compared, as what follows its name; `nil` where it is.
  ///
  /// - Parameters:
  ///   - count: How many parameters it has.
  ///   - components: How many components their names have together.
  ///   - most: How many parameters there are at most.
  static func refusal(
    count: Int, components: @autoclosure () -> Int, atMost most: Int = Limits.comparedParameters
  ) -> String? {
    if count > most {
      return "has \(grouped(count)) parameters, and a diff compares at most \(grouped(most))"
    }
    let components = components()
    if components <= Limits.comparedComponents { return nil }
    return
      "has \(grouped(components)) components in the names of its parameters, and a diff compares "
      + "at most \(grouped(Limits.comparedComponents))"
  }
}

extension ParameterList {
  /// Why they are not compared, as what follows the name of their plan; `nil` where they are.
  func comparisonRefusal(atMost most: Int = Limits.comparedParameters) -> String? {
    ComparedNames.refusal(count: count, components: componentCount, atMost: most)
  }
}
