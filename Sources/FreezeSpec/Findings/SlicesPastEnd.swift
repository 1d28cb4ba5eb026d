/// Finds slices in paths of modules that go past the end: `layers[:20]` of twelve, which Python clips without a
/// word.
struct SlicesPastEnd {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []
  /// How many children may still be looked at.
  private var visits = Limits.pathVisits

  /// Looks at selectors.
  init(_ selectors: [Selector], _ tree: inout ModuleTree) {
    var seen: Set<SourceSpan> = []
    for selector in selectors {
      selector.forEachValue { term, value in
        guard term.key == .module, case .module(let path) = value.question,
          seen.insert(value.span).inserted
        else { return }
        if let finding = finding(path, value, &tree) { diagnostics.append(finding) }
      }
    }
  }

  /// The first slice of a path that goes past the end wherever it is taken, with all such in the cure; of
  /// lists of several lengths the longest counts.
  private mutating func finding(
    _ path: ModulePath, _ value: SelectorValue, _ tree: inout ModuleTree
  ) -> Diagnostic? {
    var cured = Array(value.text.utf8)
    var first: (bytes: Range<Int>, message: String)?
    // From the last on, so that what is cured moves nothing before it.
    for (number, step) in path.steps.enumerated().reversed() {
      guard case .slice(let start, let stop, let step) = step else { continue }
      let before = ModulePath(steps: Array(path.steps[..<number])).resolve(
        in: &tree, visits: &visits)
      // What is past the last place that may be looked at is not known.
      guard visits >= 0, let (count, place) = longest(before.values, &tree),
        let clipped = Bounds(start: start, stop: stop, step: step).clipped(to: count),
        let bytes = Self.bytes(
          ofSubscript: path.steps[..<number].count { !$0.isChild }, in: value.text)
      else { continue }
      let written = Array(value.text.utf8)
      let text = String(decoding: written[bytes], as: UTF8.self)
      // What a slice was taken of is named as it is written.
      let owner =
        place.map { tree.path(of: $0) }
        ?? String(decoding: written[..<bytes.lowerBound], as: UTF8.self)
      let list = owner.isEmpty ? "the model" : quoted(FreezeSpec.clipped(owner, to: 120))
      let children = count == 1 ? "1 child" : "\(grouped(count)) children"
      first = (bytes, "\(text) goes past the end: \(list) has \(children)")
      cured.replaceSubrange(bytes, with: clipped.text.utf8)
    }
    // A slice of nothing is an error of its own.
    guard let first, path.resolve(in: &tree, limit: 1, visits: &visits).failure == nil,
      visits >= 0
    else { return nil }
    let shown = flowScalar(String(decoding: cured, as: UTF8.self))
    return Diagnostic(
      .slicePastEnd, first.message, at: value.span(of: first.bytes),
      cures: [
        Cure(
          "for those that are there write {module: \(shown)}",
          edit: .write(shown, at: value.span), isFix: false)
      ])
  }

  /// The length of the longest list among some values, and the module that has it; `nil` for a slice of one.
  private mutating func longest(
    _ values: [ModulePathResolution.Value], _ tree: inout ModuleTree
  ) -> (count: Int, place: ModuleTree.Place?)? {
    var longest: (count: Int, place: ModuleTree.Place?)?
    for value in values {
      let (count, place): (Int, ModuleTree.Place?) =
        switch value {
        case .module(let place): (place.module.items.count, place)
        case .slice(let slice): (slice.picked.count, nil)
        }
      if count > longest?.count ?? -1 { longest = (count, place) }
    }
    return longest
  }

  /// The bytes of the subscript of a number, brackets included.
  private static func bytes(ofSubscript number: Int, in text: String) -> Range<Int>? {
    let bytes = Array(text.utf8)
    let starts = bytes.indices.filter { bytes[$0] == UInt8(ascii: "[") }
    guard starts.indices.contains(number),
      let end = bytes[starts[number]...].firstIndex(of: UInt8(ascii: "]"))
    else { return nil }
    return starts[number]..<end + 1
  }
}

/// The bounds of a slice.
private struct Bounds {
  var start: Int?
  var stop: Int?
  let step: Int

  /// The same without what is past the ends of a list; `nil` where nothing is.
  func clipped(to count: Int) -> Bounds? {
    var result = self
    // Down from the last one, a slice starts behind its stop.
    let last = step > 0 ? count : count - 1
    if let start, start > last || start < -count { result.start = nil }
    if let stop, stop > count || stop < -count { result.stop = nil }
    return result.start == start && result.stop == stop ? nil : result
  }

  /// The slice as it would be written.
  var text: String {
    let bound = { (bound: Int?) in bound.map { "\($0)" } ?? "" }
    return "[\(bound(start)):\(bound(stop))\(step == 1 ? "" : ":\(step)")]"
  }
}
