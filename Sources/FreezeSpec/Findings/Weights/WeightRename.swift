/// A change of the start of names, such as from `module.` to nothing, between a checkpoint and a model.
///
/// A `*` in both stands for a number, the same in both: `layers.*._orig_mod.` and `layers.*.`. With a
/// dot before each it is a change of the end: from `.gamma` to `.weight`.
package struct WeightRename: Hashable, Sendable {
  /// The components that names start with in the checkpoint, or end with.
  let old: [String]
  /// Those in the model.
  let new: [String]
  /// Whether it is the end of names that changes.
  let isOfEnd: Bool

  init(old: [String], new: [String], isOfEnd: Bool = false) {
    self.old = old
    self.new = new
    self.isOfEnd = isOfEnd
  }

  /// Reads `OLD=NEW`, dots behind each or not; `nil` where the text is no such thing.
  package init?(_ text: String) {
    let sides = text.utf8.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
    guard sides.count == 2 else { return nil }
    func parts(_ side: Substring.UTF8View) -> [String] {
      var parts = components(Substring(side))
      if parts.last?.isEmpty == true { parts.removeLast() }
      return parts
    }
    let areEnds = sides.map { $0.first == UInt8(ascii: ".") && $0.count > 1 }
    guard areEnds[0] == areEnds[1] else { return nil }
    self.init(
      old: Array(parts(sides[0]).dropFirst(areEnds[0] ? 1 : 0)),
      new: Array(parts(sides[1]).dropFirst(areEnds[0] ? 1 : 0)), isOfEnd: areEnds[0])
    guard !(old + new).contains(""), Self.stars(old) == Self.stars(new),
      !isOfEnd || Self.stars(old) == 0
    else { return nil }
  }

  private static func stars(_ parts: [String]) -> Int { parts.count { $0 == "*" } }

  /// A name of the checkpoint as the model would have it; `nil` where it starts otherwise.
  func renamed(_ name: [String]) -> [String]? { change(name, old, new) }

  /// A name of the model as the checkpoint would have it; `nil` where it starts otherwise.
  func original(_ name: [String]) -> [String]? { change(name, new, old) }

  private func change(_ name: [String], _ old: [String], _ new: [String]) -> [String]? {
    guard name.count > old.count else { return nil }
    if isOfEnd {
      let end = zip(name.suffix(old.count), old)
      return end.allSatisfy { $0.isExactly($1) } ? name.dropLast(old.count) + new : nil
    }
    var numbers: [String] = []
    for (part, pattern) in zip(name, old) {
      if pattern == "*", Self.isNumber(part) {
        numbers.append(part)
      } else if !part.isExactly(pattern) {
        return nil
      }
    }
    var next = 0
    let start = new.map { pattern in
      guard pattern == "*", next < numbers.count else { return pattern }
      next += 1
      return numbers[next - 1]
    }
    return start + name[old.count...]
  }

  /// Whether a component is a number.
  static func isNumber(_ part: String) -> Bool {
    !part.isEmpty && part.utf8.allSatisfy(\.isASCIIDigit)
  }

  /// The start or end of names in the checkpoint, for a message.
  var oldText: String { text(old) }
  /// The start or end of names in the model, for a message.
  var newText: String { text(new) }
  /// How it is written in an option.
  var option: String { "\(oldText)=\(newText)" }

  private func text(_ parts: [String]) -> String {
    isOfEnd ? parts.map { "." + $0 }.joined() : parts.map { $0 + "." }.joined()
  }
}
