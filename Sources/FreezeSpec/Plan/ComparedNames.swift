/// Whether plans are small enough to be compared: a diff goes through every component of every name.
enum ComparedNames {
  /// Why a plan is not compared, as what follows its name; `nil` where it is.
  ///
  /// - Parameters:
  ///   - names: The names of its parameters.
  ///   - most: How many there are at most.
  static func refusal(
    of names: some Collection<String>, atMost most: Int = Limits.comparedParameters
  ) -> String? {
    if names.count > most {
      return "has \(grouped(names.count)) parameters, and a diff compares at most \(grouped(most))"
    }
    var components = 0
    for name in names {
      components += 1
      for byte in name.utf8 where byte == UInt8(ascii: ".") { components += 1 }
    }
    if components <= Limits.comparedComponents { return nil }
    return
      "has \(grouped(components)) components in the names of its parameters, and a diff compares "
      + "at most \(grouped(Limits.comparedComponents))"
  }
}
