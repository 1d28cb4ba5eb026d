extension JSONWriter {
  /// Writes numbers as arrays nested as deep as their rank; a masked logit, which is no number of JSON,
  /// is the text `-inf`.
  mutating func value(_ numbers: NumberArray) { value(numbers, from: 0, dimension: 0) }

  private mutating func value(_ numbers: NumberArray, from start: Int, dimension: Int) {
    guard dimension < numbers.shape.count else {
      let number = numbers.elements[start]
      if number == -.infinity { value("-inf") } else { value(number) }
      return
    }
    let size = numbers.shape[(dimension + 1)...].reduce(1, *)
    array(inline: true) { json in
      for index in 0..<numbers.shape[dimension] {
        json.value(numbers, from: start + index * size, dimension: dimension + 1)
      }
    }
  }
}
