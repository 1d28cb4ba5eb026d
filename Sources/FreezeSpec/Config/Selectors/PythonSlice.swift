/// The indices that a Python slice of a sequence picks, as slices of slices leave them too.
struct PythonSlice: RandomAccessCollection, Hashable, Sendable {
  /// The first index.
  let start: Int
  /// From each index to the next; negative where they go backwards.
  let step: Int
  /// How many there are.
  let count: Int

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  /// An index by its place in the slice.
  subscript(place: Int) -> Int { start + place * step }

  /// What Python's `[index]` gives of them, which counts from the end below 0; `nil` past an end.
  subscript(index index: Int) -> Int? {
    index >= -count && index < count ? self[index < 0 ? index + count : index] : nil
  }

  /// Whether an index is among them.
  func holds(_ index: Int) -> Bool {
    let (place, rest) = (index - start).quotientAndRemainder(dividingBy: step)
    return rest == 0 && indices.contains(place)
  }

  /// The same indices from the lowest to the highest.
  var ascending: PythonSlice {
    step > 0 ? self : PythonSlice(start: self[count - 1], step: -step, count: count)
  }

  /// What `[start:stop:step]` picks of these, its bounds clipped as CPython's
  /// `PySlice_AdjustIndices` does; a step is never 0.
  func slice(start: Int?, stop: Int?, step: Int) -> PythonSlice {
    let isForward = step > 0
    func clip(_ bound: Int) -> Int {
      if bound < 0 {
        let (sum, overflow) = bound.addingReportingOverflow(count)
        return overflow || sum < 0 ? (isForward ? 0 : -1) : sum
      }
      return bound >= count ? (isForward ? count : count - 1) : bound
    }
    let low = start.map(clip) ?? (isForward ? 0 : count - 1)
    let end = stop.map(clip) ?? (isForward ? count : -1)
    let distance = isForward ? end - low : low - end
    if distance <= 0 { return PythonSlice(start: 0, step: 1, count: 0) }
    // A step past the end leaves one index, and must not overflow.
    if step.magnitude >= UInt(distance) {
      return PythonSlice(start: self[low], step: 1, count: 1)
    }
    return PythonSlice(
      start: self[low], step: self.step * step, count: (distance - 1) / abs(step) + 1)
  }
}
