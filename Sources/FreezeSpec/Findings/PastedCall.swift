/// A call as it stands in a text, found by its parentheses alone: it may be no expression.
struct PastedCall {
  /// The last component of what is called: `zeros` of `torch.zeros(1, 2)`.
  let name: String
  /// All of it.
  let range: Range<Int>
  /// What stands between its parentheses.
  let arguments: Range<Int>

  /// Finds the call that starts at a place; `nil` where none does.
  init?(at start: Int, in bytes: [UInt8]) {
    var place = start
    var nameStart = start
    while place < bytes.count,
      bytes[place].isASCIILetter || bytes[place].isASCIIDigit || bytes[place] == UInt8(ascii: "_")
        || bytes[place] == UInt8(ascii: ".")
    {
      if bytes[place] == UInt8(ascii: ".") { nameStart = place + 1 }
      place += 1
    }
    guard place > nameStart, place < bytes.count, bytes[place] == UInt8(ascii: "(") else {
      return nil
    }
    name = String(decoding: bytes[nameStart..<place], as: UTF8.self)
    let open = place
    var depth = 0
    while place < bytes.count, !bytes[place].isLineBreak {
      if bytes[place] == UInt8(ascii: "(") { depth += 1 }
      if bytes[place] == UInt8(ascii: ")") { depth -= 1 }
      place += 1
      if depth == 0 {
        range = start..<place
        arguments = open + 1..<place - 1
        return
      }
    }
    return nil
  }

  /// The arguments, split at the commas between them.
  func split(in bytes: [UInt8]) -> [Range<Int>] { Self.split(arguments, in: bytes) }

  /// A text, split at the commas between its items.
  static func split(_ items: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
    if items.isEmpty { return [] }
    var result: [Range<Int>] = []
    var start = items.lowerBound
    var depth = 0
    for place in items {
      switch bytes[place] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        result.append(start..<place)
        start = place + 1
      default: break
      }
    }
    return start < items.upperBound ? result + [start..<items.upperBound] : result
  }
}
