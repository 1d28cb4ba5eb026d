/// What reports show of a softmax: each distribution as a few rows, with its largest logits alone where
/// it has many.
struct SoftmaxRows {
  /// One distribution.
  struct Slice {
    /// Its index in the logits; empty where there is no other.
    var label: String
    /// The classes that are shown, by index, and `others` behind them where some are not.
    var columns: [String]
    var rows: [Row]
  }

  /// The logits, or the probabilities at a temperature.
  struct Row: Equatable {
    var title: String
    /// A cell for each column.
    var cells: [String]
    /// A cell for each of ``figures``; empty for logits.
    var figures: [String] = []
  }

  /// The titles of what is told of a distribution at a temperature.
  let figures: [String]
  private(set) var slices: [Slice] = []
  /// After how many distributions some are left out; 0 where none is.
  private(set) var slicesBeforeGap = 0
  private(set) var slicesLeftOut = 0

  /// Lays a softmax out; without logits there are no rows.
  ///
  /// - Parameters:
  ///   - most: The columns to keep to, 2 or more.
  ///   - comparesWith1: Whether a row for temperature 1 follows where the sweep has none.
  init(_ softmax: SoftmaxPreview, most: Int, comparesWith1: Bool = true) {
    figures = ["entropy", "classes"] + (softmax.teacher == nil ? [] : [Self.loss])
    guard let logits = softmax.logits, let atTemperature1 = softmax.atTemperature1 else { return }
    var sweep = softmax.sweep
    if comparesWith1, !softmax.temperatures.contains(1) { sweep.append(atTemperature1) }
    let slices = AxisSlices(logits.shape, dim: softmax.dim)
    var shown = Array(0..<min(slices.count, 8))
    if slices.count > 8 {
      // A sweep over many takes many rows of each.
      let half = sweep.count > 8 ? 1 : sweep.count > 3 ? 2 : 4
      shown = Array(0..<half) + Array(slices.count - half..<slices.count)
      slicesBeforeGap = half
      slicesLeftOut = slices.count - 2 * half
    }
    self.slices = shown.map { number in
      slice(
        softmax, sweep, logits, number, Array(slices.places(of: number)),
        label: slices.count > 1 ? slices[number].index : "", most: max(2, most))
    }
  }

  /// These rows, those of each distribution replaced.
  func replacingRows(_ change: ([Row], Int) -> [Row]) -> SoftmaxRows {
    var result = self
    for number in slices.indices {
      result.slices[number].rows = change(slices[number].rows, number)
    }
    return result
  }

  /// The title of the distillation loss.
  static let loss = "T² · KL"

  /// What the figures are.
  static func legend(of softmax: SoftmaxPreview) -> String {
    var text = "entropy in nats; classes is e^entropy, the effective number of classes"
    if softmax.teacher != nil { text += "; \(loss)(teacher ‖ logits) is the distillation loss" }
    return text
  }

  /// The mean losses of several distributions, by temperature.
  static func meanLosses(of softmax: SoftmaxPreview) -> String? {
    let losses = softmax.sweep.compactMap { tempered -> String? in
      guard let losses = tempered.distillationLosses, losses.elements.count > 1,
        let mean = tempered.distillationLoss
      else { return nil }
      return "\(NumberText.figure(mean)) at T = \(NumberText.plain(tempered.temperature))"
    }
    return losses.isEmpty ? nil : "mean loss: " + losses.joined(separator: ", ")
  }

  private func slice(
    _ softmax: SoftmaxPreview, _ sweep: [SoftmaxPreview.Tempered], _ logits: NumberArray,
    _ number: Int, _ places: [Int], label: String, most: Int
  ) -> Slice {
    var shown = Array(places.indices)
    if shown.count > most {
      shown.sort { first, second in
        let (one, other) = (logits.elements[places[first]], logits.elements[places[second]])
        return one == other ? first < second : one > other
      }
      shown.removeSubrange((most - 1)...)
    }
    let isCut = shown.count < places.count
    var isShown = [Bool](repeating: false, count: isCut ? places.count : 0)
    if isCut { for at in shown { isShown[at] = true } }

    func row(_ title: String, _ array: NumberArray, _ figures: [String]? = nil) -> Row {
      let text = figures == nil ? NumberText.figure : NumberText.probability
      var cells = shown.map { text(array.elements[places[$0]]) }
      if isCut {
        var rest = 0.0
        for (at, place) in places.enumerated() where !isShown[at] { rest += array.elements[place] }
        cells.append(figures == nil ? "" : text(rest))
      }
      return Row(title: title, cells: cells, figures: figures ?? [])
    }

    var rows = [row("logits", logits)]
    if let teacher = softmax.teacher { rows.append(row("teacher", teacher)) }
    for tempered in sweep {
      var figures = [
        NumberText.figure(tempered.entropy.elements[number]),
        NumberText.effectiveCount(tempered.effectiveClasses.elements[number]),
      ]
      if let losses = tempered.distillationLosses {
        figures.append(NumberText.figure(losses.elements[number]))
      }
      let title = "T = \(NumberText.plain(tempered.temperature))"
      rows.append(row(title, tempered.probabilities, figures))
      if let teacher = tempered.teacherProbabilities {
        rows.append(row("teacher, \(title)", teacher, figures.map { _ in "" }))
      }
    }
    return Slice(
      label: label, columns: shown.map(String.init) + (isCut ? ["others"] : []), rows: rows)
  }
}
