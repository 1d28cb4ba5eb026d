/// Reads a scalar's source as YAML does, and holds it against the text that came of it.
struct ScalarReader {
  /// Some bytes of the text, in order, and the source that they come from.
  struct Piece {
    var count: Int
    var source: Range<Int>
    var origin: ScalarPlaces.Origin
  }

  let text: UnsafeBufferPointer<UInt8>
  let source: UnsafeBufferPointer<UInt8>
  /// The end of the scalar's content in the source.
  var end: Int
  /// What was read so far.
  private(set) var pieces: [Piece] = []
  /// How much of the text was read, or `nil` once the source reads as another one.
  private var position: Int? = 0

  init(text: UnsafeBufferPointer<UInt8>, source: UnsafeBufferPointer<UInt8>, end: Int) {
    self.text = text
    self.source = source
    self.end = end
  }

  /// Whether all of the text was read.
  var isWhole: Bool { position == text.count }

  // MARK: - Plain and quoted

  /// Reads a plain or quoted scalar, whose lines YAML folds.
  ///
  /// - Parameter quote: The quote around it, if there is one.
  mutating func readLines(from start: Int, quote: UInt8?) {
    var index = start
    while index < end, position != nil {
      var isEscapedBreak = false
      while index < end, position != nil, !isEscapedBreak, !source[index].isASCIISpace {
        if source[index] == UInt8(ascii: "'"), quote == UInt8(ascii: "'") {
          take([UInt8(ascii: "'")], from: index..<(index + 2), .escape)
          index += 2
        } else if source[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
          if let width = breakWidth(index + 1) {
            isEscapedBreak = true
            index += 1 + width
          } else {
            index = readEscape(at: index)
          }
        } else {
          copy(index)
          index += 1
        }
      }
      index = readGap(from: index, isAfterBreak: isEscapedBreak)
    }
  }

  /// Reads blanks and line breaks between words: one break is a space, each further one a break.
  ///
  /// - Parameter isAfterBreak: Whether an escaped line break, which is nothing, stands before.
  private mutating func readGap(from start: Int, isAfterBreak: Bool) -> Int {
    var index = start
    var breaks: [Range<Int>] = []
    while index < end, source[index].isASCIISpace {
      let width = breakWidth(index)
      if let width { breaks.append(index..<(index + width)) }
      index += width ?? 1
    }
    if isAfterBreak {
      for place in breaks { take([0x0A], from: place, .lineBreak) }
    } else if breaks.isEmpty {
      for place in start..<index { copy(place) }
    } else if breaks.count == 1 {
      take([0x20], from: start..<index, .lineBreak)
    } else {
      for place in breaks.dropFirst() { take([0x0A], from: place, .lineBreak) }
    }
    return index
  }

  /// Reads an escape between double quotes.
  ///
  /// - Returns: Where it ends.
  private mutating func readEscape(at start: Int) -> Int {
    guard start + 1 < end else {
      position = nil
      return end
    }
    let digits: Int
    switch source[start + 1] {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default: digits = 0
    }
    let next = start + 2 + digits
    guard next <= end, let scalar = scalar(ofEscape: source[start + 1], (start + 2)..<next) else {
      position = nil
      return end
    }
    take(Array(String(scalar).utf8), from: start..<next, .escape)
    return next
  }

  private func scalar(ofEscape letter: UInt8, _ digits: Range<Int>) -> Unicode.Scalar? {
    if !digits.isEmpty {
      let text = String(decoding: source[digits], as: UTF8.self)
      return UInt32(text, radix: 16).flatMap(Unicode.Scalar.init)
    }
    return switch letter {
    case UInt8(ascii: "0"): "\0"
    case UInt8(ascii: "a"): "\u{07}"
    case UInt8(ascii: "b"): "\u{08}"
    case UInt8(ascii: "t"), 0x09: "\t"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "v"): "\u{0B}"
    case UInt8(ascii: "f"): "\u{0C}"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "e"): "\u{1B}"
    case UInt8(ascii: "N"): "\u{85}"
    case UInt8(ascii: "_"): "\u{A0}"
    case UInt8(ascii: "L"): "\u{2028}"
    case UInt8(ascii: "P"): "\u{2029}"
    default: Unicode.Scalar(letter)
    }
  }

  // MARK: - Blocks

  /// Reads a block scalar, `|` or `>`.
  mutating func readBlock(from start: Int, isFolded: Bool) {
    var index = lineEnd(start)
    index += breakWidth(index) ?? 0
    let indent = indentation(of: index)
    var lineBreak: Range<Int>?
    var blankLines: [Range<Int>] = []
    var wasDeep = false
    while index < end, position != nil {
      var content = index
      while content < end, content - index < indent, source[content] == 0x20 { content += 1 }
      if let width = breakWidth(content) {
        blankLines.append(content..<(content + width))
        index = content + width
        continue
      }
      let isDeep = content < end && source[content].isBlank
      if let lineBreak {
        if !isFolded || wasDeep || isDeep {
          take([0x0A], from: lineBreak, .lineBreak)
        } else if blankLines.isEmpty {
          take([0x20], from: lineBreak, .lineBreak)
        }
      }
      for blank in blankLines { take([0x0A], from: blank, .lineBreak) }
      blankLines = []
      wasDeep = isDeep
      let stop = lineEnd(content)
      for place in content..<max(content, stop) { copy(place) }
      lineBreak = breakWidth(stop).map { stop..<(stop + $0) } ?? stop..<stop
      index = stop + (breakWidth(stop) ?? 0)
      if index == stop { break }
    }
    // What chomping leaves of the end holds nothing to point at.
    while let place = position, place < text.count, text[place] == 0x0A || text[place] == 0x20 {
      take([text[place]], from: end..<end, .lineBreak)
    }
  }

  /// The indentation that YAML took off a block's lines: what its first line with a word has more
  /// than the text's.
  private func indentation(of start: Int) -> Int {
    func leadingSpaces(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
      var spaces = 0
      for byte in bytes {
        if byte == 0x20 {
          spaces += 1
        } else if byte.isLineBreak {
          spaces = 0
        } else {
          break
        }
      }
      return spaces
    }
    guard start < end else { return 0 }
    return max(0, leadingSpaces(source[start..<end]) - leadingSpaces(text[...]))
  }

  // MARK: - Bytes

  /// The bytes of the line break at an offset, or `nil` where none is.
  private func breakWidth(_ index: Int) -> Int? {
    guard index < end else { return nil }
    if source[index] == 0x0A { return 1 }
    guard source[index] == 0x0D else { return nil }
    return index + 1 < end && source[index + 1] == 0x0A ? 2 : 1
  }

  private func lineEnd(_ start: Int) -> Int {
    var index = start
    while index < end, !source[index].isLineBreak { index += 1 }
    return index
  }

  /// Reads a byte that stands for itself.
  private mutating func copy(_ index: Int) {
    guard advance(over: source[index]) else { return }
    if let last = pieces.last, last.origin == .copy, last.source.upperBound == index {
      pieces[pieces.count - 1].count += 1
      pieces[pieces.count - 1].source = last.source.lowerBound..<(index + 1)
    } else {
      pieces.append(Piece(count: 1, source: index..<(index + 1), origin: .copy))
    }
  }

  /// Reads bytes that some others stand for.
  private mutating func take(
    _ bytes: [UInt8], from range: Range<Int>, _ origin: ScalarPlaces.Origin
  ) {
    for byte in bytes where !advance(over: byte) { return }
    pieces.append(Piece(count: bytes.count, source: range, origin: origin))
  }

  /// Goes on in the text if that is its next byte.
  private mutating func advance(over byte: UInt8) -> Bool {
    guard let place = position, place < text.count, text[place] == byte else {
      position = nil
      return false
    }
    position = place + 1
    return true
  }
}
