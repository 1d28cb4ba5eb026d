/// Numbers characters so that two of one number are alike to every class of an automaton.
struct CharacterPartition {
  /// What a character is to assertions.
  struct Traits: OptionSet {
    let rawValue: UInt8
    static let newline = Traits(rawValue: 1)
    static let word = Traits(rawValue: 2)
    static let asciiWord = Traits(rawValue: 4)
    /// No character: the start or the end of the text.
    static let edge = Traits(rawValue: 8)
    static let asciiDigit = Traits(rawValue: 16)
  }

  /// The numbers of ASCII, whose count is ``asciiCount``.
  private(set) var numberOfASCII: [Int32] = []
  /// How many numbers ASCII needs; other characters may share them.
  private(set) var asciiCount = 0

  /// How many classes have been looked at.
  private(set) var steps = 0

  private let classes: [CharacterClass]
  /// The only character of each class, as most have; the largest number where it has others.
  private let singles: [UInt32]
  private let needsTraits: Bool
  /// For each number, the classes that hold its characters, as the bits of some words.
  private var members: [UInt64] = []
  private let words: Int
  private var traits: [Traits] = []
  private var index = HashIndex()
  /// The number that was found last: characters that follow each other are often alike.
  private var last = 0
  /// The numbers of other characters, a page of 256 each, and -1 where one is not known yet: a look into
  /// a dictionary for every letter of a million names would take longer than all else.
  private var pages: [Int32] = []
  /// For each 256 characters where their page starts, or -1.
  private var pageStarts: [Int32] = []

  /// Prepares the classes of an automaton.
  init(_ automaton: PatternAutomaton) {
    classes = automaton.classes
    singles = classes.map { $0.single ?? .max }
    words = (classes.count + 63) / 64
    needsTraits = !automaton.assertions.isEmpty
    numberASCII()
    asciiCount = traits.count
  }

  /// The number of a character.
  mutating func number(of codePoint: UInt32) -> Int32 {
    if codePoint < 0x80 { return numberOfASCII[Int(codePoint)] }
    let page = Int(codePoint >> 8)
    let place = Int(codePoint & 0xFF)
    if page < pageStarts.count, pageStarts[page] >= 0 {
      let known = pages[Int(pageStarts[page]) + place]
      if known >= 0 { return known }
    }
    let number = number(ofNew: codePoint)
    if page >= pageStarts.count {
      pageStarts += repeatElement(-1, count: page + 1 - pageStarts.count)
    }
    if pageStarts[page] < 0 {
      pageStarts[page] = Int32(pages.count)
      pages += repeatElement(-1, count: 256)
    }
    pages[Int(pageStarts[page]) + place] = number
    return number
  }

  /// Whether a class holds the characters of a number.
  func holds(_ characters: Int32, _ number: Int32) -> Bool {
    members[Int(number) * words + (Int(characters) >> 6)] >> UInt64(characters & 63) & 1 != 0
  }

  /// What the characters of a number are to assertions.
  func traits(of number: Int32) -> Traits { traits[Int(number)] }

  /// Numbers the characters of ASCII, most of which are like the one before.
  private mutating func numberASCII() {
    // Where a class begins or ends; a character of these is looked at.
    var isEdge = [Bool](repeating: needsTraits, count: 0x81)
    for characters in classes {
      if characters.caseRule == .exact, characters.kinds.isEmpty {
        for range in characters.ranges where range.lowerBound < 0x80 {
          isEdge[Int(range.lowerBound)] = true
          isEdge[Int(min(range.upperBound, 0x7F)) + 1] = true
        }
        continue
      }
      for codePoint in UInt32(1)..<0x80
      where characters.contains(codePoint) != characters.contains(codePoint - 1) {
        isEdge[Int(codePoint)] = true
      }
    }
    numberOfASCII = Array(repeating: 0, count: 0x80)
    var start = 0
    while start < 0x80 {
      let number = number(ofNew: UInt32(start))
      var end = start + 1
      while end < 0x80, !isEdge[end] { end += 1 }
      for codePoint in start..<end { numberOfASCII[codePoint] = number }
      steps += classes.count * (end - start - 1)
      start = end
    }
  }

  private mutating func number(ofNew codePoint: UInt32) -> Int32 {
    steps += classes.count
    // The bits of a new number are put where they will stay, and taken away where they are known.
    let start = members.count
    for _ in 0..<words { members.append(0) }
    for (index, single) in singles.enumerated()
    where single == codePoint || single == .max && classes[index].contains(codePoint) {
      members[start + index >> 6] |= 1 << UInt64(index & 63)
    }
    var found: Traits = []
    if needsTraits {
      if codePoint == 0x0A { found.insert(.newline) }
      if RegexParser.isASCIIDigit(codePoint) { found.insert(.asciiDigit) }
      if isWord(codePoint) {
        found.insert(.word)
        if codePoint < 0x80 { found.insert(.asciiWord) }
      }
    }
    if !isNew(last, found) {
      members.removeLast(words)
      return Int32(last)
    }
    var hasher = Hasher()
    for word in members[start...] { hasher.combine(word) }
    hasher.combine(found.rawValue)
    let hash = hasher.finalize()
    if let known = index.number(withHash: hash, where: { !isNew($0, found) }) {
      members.removeLast(words)
      last = known
      return Int32(known)
    }
    last = traits.count
    traits.append(found)
    index.insert(last, hash: hash)
    return Int32(last)
  }

  /// Whether the bits behind those of all numbers, and some traits, are others than those of a number.
  private func isNew(_ number: Int, _ found: Traits) -> Bool {
    guard number < traits.count, traits[number] == found else { return true }
    let start = traits.count * words
    for word in 0..<words where members[number * words + word] != members[start + word] {
      return true
    }
    return false
  }
}
