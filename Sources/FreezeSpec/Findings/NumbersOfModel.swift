/// The numbers in the names of a model's modules, parameters and classes.
struct NumbersOfModel {
  /// The numbers, ascending.
  let numbers: [Int]

  init(_ root: Module) {
    var search = Search()
    search.visit(root)
    numbers = search.numbers.sorted()
  }

  /// The numbers of a range that are among them.
  func within(_ range: ClosedRange<Int>) -> ArraySlice<Int> {
    let start = numbers.partitioningIndex { $0 >= range.lowerBound }
    let end = numbers.partitioningIndex { $0 > range.upperBound }
    return numbers[start..<max(start, end)]
  }
}

/// Goes over a model's names, those of each module object once.
private struct Search {
  var numbers: Set<Int> = []
  private var seen: Set<ObjectIdentifier> = []

  mutating func visit(_ module: Module) {
    guard seen.insert(ObjectIdentifier(module)).inserted else { return }
    for parameter in module.parameters { add(parameter.name) }
    for name in module.type.allNames { add(name) }
    for child in module.children {
      add(child.name)
      visit(child.module)
    }
  }

  /// Adds the numbers whose digits stand somewhere in a name, up to nine of them.
  private mutating func add(_ name: String) {
    let digits = Array(name.utf8)
    for start in digits.indices where digits[start].isASCIIDigit {
      var number = 0
      for digit in digits[start...].prefix(9) {
        guard digit.isASCIIDigit else { break }
        number = 10 * number + Int(digit - UInt8(ascii: "0"))
        numbers.insert(number)
        // A number has no leading zeros.
        if number == 0 { break }
      }
    }
  }
}
