// Sums and products that stay at the largest number where they do not fit.

/// The sum of two counts, or the largest of their type where it does not fit.
func saturatingSum<Count: FixedWidthInteger>(_ a: Count, _ b: Count) -> Count {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}

/// The product of two counts, or `Int.max` where it does not fit.
func saturatingProduct(_ a: Int, _ b: Int) -> Int {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow ? .max : product
}
