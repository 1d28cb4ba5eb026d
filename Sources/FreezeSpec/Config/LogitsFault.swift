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
