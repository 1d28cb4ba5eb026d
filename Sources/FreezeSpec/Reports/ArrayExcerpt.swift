/// Which rows and columns of a large array are shown.
struct ArrayExcerpt {
  /// The rows along the last dimension that are shown.
  let rows: [Int]
  /// The place of each, such as `[0, 1]`; empty where there is one row only.
  let labels: [String]
  /// After how many rows some are left out; 0 where none is.
  let rowsBeforeGap: Int
  /// How many rows are left out.
  let rowsLeftOut: Int
  private let lastDimension: Int

  /// Chooses rows of an array, some at its start and some at its end.
  init(_ shape: [Int], rows most: Int) {
    let outer = shape.dropLast()
    let count = outer.reduce(1, *)
    lastDimension = shape.last ?? 0
    if count > most {
      rowsBeforeGap = most / 2
      rowsLeftOut = count - most / 2 * 2
      rows = Array(0..<most / 2) + Array(count - most / 2..<count)
    } else {
      rowsBeforeGap = 0
      rowsLeftOut = 0
      rows = Array(0..<count)
    }
    labels = rows.map { row in
      if count == 1 { return "" }
      var rest = row
      var place: [Int] = []
      for size in outer.reversed() {
        place.append(rest % size)
        rest /= size
      }
      return Shape(place.reversed()).description
    }
  }

  /// The columns to show, `nil` standing for those left out.
  func columns(atMost most: Int) -> [Int?] {
    if lastDimension <= most { return (0..<lastDimension).map { $0 } }
    let tail = max(1, most / 2)
    let head = max(1, most - tail)
    return (0..<head).map { $0 } + [nil] + (lastDimension - tail..<lastDimension).map { $0 }
  }
}
