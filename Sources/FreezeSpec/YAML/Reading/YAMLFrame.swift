/// A collection that is still open.
///
/// One frame serves all collections of its level, one after the other, and keeps its room.
struct YAMLFrame {
  /// What an open collection waits for.
  enum Slot {
    case item
    case key
    case value
    case mergeValue
    /// The value of a key that was refused.
    case refusedValue
  }

  /// Where it starts.
  var start = 0
  /// The end of what it holds so far.
  var end = 0
  /// Whether it is in flow style.
  var isFlow = false
  /// Whether it has brackets of its own: the mapping in `[a: b]` is in flow style and has none.
  var isBracketed = false
  /// The name of its anchor.
  var anchor: String?
  /// What it holds, itself included, aliases expanded.
  var size = YAMLSize()
  /// The levels of collections below it, aliases expanded.
  var height = 0
  /// What it waits for.
  var slot = Slot.item

  /// A sequence's items.
  private(set) var items: [YAMLNode] = []
  /// A mapping's entries.
  private(set) var entries: [YAMLEntry] = []
  /// Where its keys are, from the ninth key on; before, a look at each is faster.
  private var keys: KeyIndex?
  /// The entries between brackets whose plain key was there before.
  ///
  /// Each is a piece of a call that YAML split at its commas, or a mistake: only the whole mapping
  /// tells which.
  private var repeated: [Int] = []
  /// The entries that came through `<<` and that a key of the mapping's own may still replace.
  private var merged: Set<Int>?
  /// Where its `<<` stands.
  var mergeKey: SourceSpan?
  /// The key whose value comes next.
  var key = ""
  /// Where that key stands.
  var keySpan = SourceSpan(file: 0, start: 0, end: 0)
  /// Whether that key is without quotes.
  var isKeyPlain = false

  private static let linearKeys = 8
  /// From so many children on, their final number is estimated from the text.
  private static let estimatedChildren = 512
  /// Collections of at most this many children are copied out of the frame to their exact size;
  /// larger ones take its room with them.
  private static let copiedChildren = 16

  /// Starts anew for another collection.
  mutating func open(
    isMapping: Bool, start: Int, isFlow: Bool, isBracketed: Bool, anchor: String?
  ) {
    self.start = start
    end = start
    self.isFlow = isFlow
    self.isBracketed = isBracketed
    self.anchor = anchor
    size = YAMLSize()
    height = 0
    slot = isMapping ? .key : .item
  }

  /// Counts a child.
  mutating func hold(end: Int, size: YAMLSize, height: Int) {
    self.end = max(self.end, end)
    self.size.add(size)
    self.height = max(self.height, height)
  }

  /// Adds an item.
  ///
  /// - Parameters:
  ///   - item: The item.
  ///   - bytesLeft: How much text follows it.
  mutating func append(_ item: consuming YAMLNode, bytesLeft: Int) {
    if items.count == items.capacity, items.count >= Self.estimatedChildren {
      items.reserveCapacity(estimatedCount(items.count, bytesLeft: bytesLeft))
    }
    items.append(item)
  }

  /// How many children there will be if the rest of the text is like the text so far.
  ///
  /// To make room at once costs less than to grow; whatever the text says, it is at most eight times
  /// as many as now.
  private func estimatedCount(_ count: Int, bytesLeft: Int) -> Int {
    let bytesPerChild = max(1, (end - start) / count)
    let estimate = count + bytesLeft / bytesPerChild + 16
    return max(2 * count, min(estimate, 8 * count))
  }

  /// Takes the key of an entry, whose value comes next.
  mutating func expectValue(of key: consuming String, at span: SourceSpan, isPlain: Bool) {
    self.key = key
    keySpan = span
    isKeyPlain = isPlain
    slot = .value
  }

  /// Gives the items away.
  mutating func takeItems() -> [YAMLNode] {
    if items.count <= Self.copiedChildren {
      let result = Array(items[...])
      items.removeAll(keepingCapacity: true)
      return result
    }
    return exchange(&items, with: [])
  }

  /// Takes out the entries with repeated keys that are no parts of calls.
  ///
  /// - Returns: Each entry whose key is repeated and no piece of a call, with the place where the key
  ///   stands first.
  mutating func takeRepeatedEntries() -> [(entry: YAMLEntry, first: SourceSpan)] {
    if repeated.isEmpty { return [] }
    var firsts: [ExactString: SourceSpan] = [:]
    var kept: [YAMLEntry] = []
    var taken: [(entry: YAMLEntry, first: SourceSpan)] = []
    var candidates = repeated[...]
    var calls = SplitCall.all(in: entries)[...]
    for (index, entry) in entries.enumerated() {
      let key = ExactString(entry.key)
      while let call = calls.first, call.last < index { calls.removeFirst() }
      // The value that a call starts in has a key of its own; the keys behind it are pieces.
      let isPiece = calls.first.map { $0.first < index } ?? false
      if candidates.first == index {
        candidates.removeFirst()
        if !isPiece, let first = firsts[key] {
          taken.append((entry, first))
          // The call that starts in its value is to be found whole.
          if calls.first?.first != index { continue }
        }
      }
      if !isPiece, firsts[key] == nil { firsts[key] = entry.keySpan }
      kept.append(entry)
    }
    entries = kept
    return taken
  }

  /// Gives the entries away.
  mutating func takeEntries() -> [YAMLEntry] {
    repeated.removeAll(keepingCapacity: true)
    keys = nil
    merged = nil
    mergeKey = nil
    if entries.count <= Self.copiedChildren {
      let result = Array(entries[...])
      entries.removeAll(keepingCapacity: true)
      return result
    }
    return exchange(&entries, with: [])
  }

  /// Adds the entry of the key that waits.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - bytesLeft: How much text follows it.
  /// - Returns: Where the same key stands already, in which case the entry is not added; between
  ///   brackets it is, and ``takeRepeatedEntries()`` tells.
  mutating func add(_ value: consuming YAMLNode, bytesLeft: Int) -> SourceSpan? {
    slot = .key
    let (position, isNew) = position(of: key)
    if !isNew, merged?.remove(position) == nil {
      guard isFlow, isKeyPlain else { return entries[position].keySpan }
      repeated.append(entries.count)
      entries.append(
        YAMLEntry(key: key, value: value, isKeyPlain: isKeyPlain, keySpan: keySpan))
      return nil
    }
    let entry = YAMLEntry(key: key, value: value, isKeyPlain: isKeyPlain, keySpan: keySpan)
    if isNew {
      if position == entries.capacity, position >= Self.estimatedChildren {
        entries.reserveCapacity(estimatedCount(position, bytesLeft: bytesLeft))
      }
      entries.append(entry)
    } else {
      entries[position] = entry
    }
    return nil
  }

  /// Adds those entries of another mapping whose keys are not here yet.
  mutating func merge(_ others: [YAMLEntry]) {
    if merged == nil { merged = [] }
    for entry in others where position(of: entry.key).isNew {
      merged?.insert(entries.count)
      entries.append(entry)
    }
  }

  /// The position of a key's entry, which is the end where it is new and will be added.
  private mutating func position(of key: String) -> (position: Int, isNew: Bool) {
    let count = entries.count
    if count < Self.linearKeys {
      let length = key.utf8.count
      for index in 0..<count where entries[index].key.utf8.count == length {
        if entries[index].hasKey(key) { return (index, false) }
      }
      return (count, true)
    }
    if keys == nil {
      var index = KeyIndex()
      for position in 0..<count { index.insert(position, entries[position].key) }
      keys = index
    }
    if let position = keys?.position(of: key, in: entries) { return (position, false) }
    keys?.insert(count, key)
    return (count, true)
  }

  private func exchange<Value>(_ value: inout Value, with new: Value) -> Value {
    let old = value
    value = new
    return old
  }
}
