/// Lists as the page reads them, each on one line.
extension JSONWriter {
  /// Writes numbers.
  mutating func numbers(_ numbers: some Sequence<Int>) {
    array(inline: true) { json in for number in numbers { json.value(number) } }
  }

  /// Writes texts.
  mutating func texts(_ texts: [String]) {
    array(inline: true) { json in for text in texts { json.value(text) } }
  }

  /// Writes numbers, each with how often it stands there in a row.
  mutating func runs(_ numbers: some Sequence<Int>) {
    array(inline: true) { json in
      var current: (number: Int, count: Int)?
      for number in numbers {
        if let run = current, run.number == number {
          current = (number, run.count + 1)
          continue
        }
        if let run = current {
          json.value(run.number)
          json.value(run.count)
        }
        current = (number, 1)
      }
      if let run = current {
        json.value(run.number)
        json.value(run.count)
      }
    }
  }

  /// Writes numbers as the first of each run of consecutive ones, and its length.
  mutating func ranges(_ numbers: [Int]) {
    array(inline: true) { json in
      var start = 0
      while start < numbers.count {
        var end = start + 1
        while end < numbers.count, numbers[end] == numbers[end - 1] + 1 { end += 1 }
        json.value(numbers[start])
        json.value(end - start)
        start = end
      }
    }
  }
}
