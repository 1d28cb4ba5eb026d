/// The numbers in the names of a model's modules, parameters and classes.
struct NumbersOfModel {
  /// The numbers, ascending.
  let numbers: [Int]

  init(_ root: Module) {
    var search = Search()
    search.visit(root)
    numbers = search.numbers.ascending
  }

  /// The numbers of a range that are among them.
  func within(_ range: ClosedRange<Int>) -> ArraySlice<Int> {
    let start = numbers.partitioningIndex { $0 >= range.lowerBound }
    let end = numbers.partitioningIndex { $0 > range.upperBound }
    return numbers[start..<max(start, end)]
  }
}

/// Numbers, most of them small: of six million names each has some thirty.
private struct NumberSet {
  /// A bit for each small number.
  private var small: [UInt64] = []
  private var large: Set<Int> = []

  private static let smallEnd = 1 << 23

  mutating func insert(_ number: Int) {
    if number >= Self.smallEnd {
      large.insert(number)
      return
    }
    let word = number / 64
    if word >= small.count {
      small += repeatElement(0, count: max(word + 1 - small.count, small.count))
    }
    small[word] |= 1 << UInt64(number % 64)
  }

  var ascending: [Int] {
    var numbers: [Int] = []
    for (index, word) in small.enumerated() {
      var rest = word
      while rest != 0 {
        numbers.append(64 * index + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return numbers + large.sorted()
  }
}

/// Goes over a model's names, those of each module object once.
private struct Search {
  var numbers = NumberSet()
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
    name.withBytes { digits in
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
}
