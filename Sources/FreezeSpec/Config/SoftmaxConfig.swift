/// The softmax of a config.
struct SoftmaxConfig: Sendable {
  /// By what the logits are divided: a number, or a list of them; what is written as one is finite
  /// and above 0.
  var temperature: Expression
  /// The dimension along which the probabilities sum to 1; negative ones count from the last.
  var dim: Int
  /// The logits, where the config gives some.
  var logits: NumberArray?
  /// The logits of a teacher, of the same shape, where the config gives some.
  var teacher: NumberArray?
  /// Its place.
  var span: SourceSpan
}

/// A rectangular array of numbers, row by row.
public struct NumberArray: Hashable, Sendable {
  /// Its sizes.
  public internal(set) var shape: [Int]
  /// Its elements, the last dimension fastest.
  public internal(set) var elements: [Double]
}

/// Why no softmax can be taken of logits, or no loss of a teacher's and a student's.
enum LogitsFault {
  /// All logits of a distribution are masked, and their softmax is no number.
  case allMasked(index: String)
  /// A teacher gives a class a probability that the student masks, and the loss is infinite.
  case maskedByStudent(index: String, at: Int)

  /// Looks for one that all logits of a distribution have.
  init?(_ logits: NumberArray, dim: Int) {
    let slices = AxisSlices(logits.shape, dim: dim)
    for number in 0..<slices.count
    where slices.places(of: number).allSatisfy({ logits.elements[$0] == -.infinity }) {
      self = .allMasked(index: slices[number].index)
      return
    }
    return nil
  }

  /// Looks for one that two sets of logits of one shape have with each other.
  init?(teacher: NumberArray, student: NumberArray, dim: Int) {
    let slices = AxisSlices(student.shape, dim: dim)
    for number in 0..<slices.count {
      for (at, place) in slices.places(of: number).enumerated()
      where student.elements[place] == -.infinity && teacher.elements[place] > -.infinity {
        self = .maskedByStudent(index: slices[number].index, at: at)
        return
      }
    }
    return nil
  }
}
