/// What a page says without scripts: what it is of, and the totals.
///
/// All texts are escaped for the eye already.
struct PageHeading {
  /// `plan` or `diff`.
  var kind: String
  /// The page's name.
  var name: String
  /// What the plan is for.
  var description: String?
  /// The config's path.
  var config = ""
  /// Sentences, one a paragraph.
  var sentences: [String] = []
  /// The totals, a row each; the first is the header.
  var totals: [[String]] = []

  /// The heading, which the script writes over with the same, as markup.
  var markup: String {
    let description = description.map { " class=\"prose\">" + HTMLPage.markup($0) }
    return """

      <p class="brand">freezespec <span id="kind">\(HTMLPage.markup(kind))</span></p>
      <h1 id="name">\(HTMLPage.markup(name))</h1>
      <p id="description"\(description ?? " class=\"prose\" hidden>")</p>
      <p id="config" class="path">\(HTMLPage.markup(config))</p>

      """
  }

  /// What only a reader without scripts sees, as markup.
  var totalsMarkup: String {
    var result = sentences.map { "<p class=\"headline\">\(HTMLPage.markup($0))</p>\n" }.joined()
    guard let header = totals.first else { return result }
    func row(_ cells: [String], _ tag: String) -> String {
      let cells = cells.map { "<\(tag) class=\"numeric\">\(HTMLPage.markup($0))</\(tag)>" }
      return "<tr>\(cells.joined())</tr>\n"
    }
    result += "<table class=\"totals\">\n" + row(header, "th")
    for cells in totals.dropFirst() { result += row(cells, "td") }
    return result + "</table>\n"
  }
}

extension PageHeading {
  /// The heading of a plan's page.
  init(_ plan: FreezePlan) {
    self.init(
      kind: "plan", name: TerminalText.escaped(plan.name),
      description: plan.description.map(HTMLPage.prose), config: TerminalText.escaped(plan.path))
    let failing = plan.expectationOutcomes.filter { !$0.holds }
    if !failing.isEmpty {
      let all = plan.expectationOutcomes.count
      let count =
        failing.count == all
        ? (all == 1 ? "the expectation fails" : "all \(grouped(all)) expectations fail")
        : "\(grouped(failing.count)) of \(grouped(all)) expectations "
          + (failing.count == 1 ? "fails" : "fail")
      sentences =
        [count + ":"]
        + failing.map { outcome in
          TerminalText.escaped(outcome.text) + (outcome.resultText.map { ", \($0)" } ?? "")
        }
    }
    let summary = plan.summary
    func row(_ title: String, _ share: PlanSummary.Share) -> [String] {
      [
        title, grouped(share.parameters), grouped(share.elements),
        NumberText.percent(share.elements, of: summary.elements), NumberText.bytes(share.bytes),
      ]
    }
    let total = PlanSummary.Share(
      parameters: summary.parameters, elements: summary.elements,
      bytes: saturatingSum(summary.trainable.bytes, summary.frozen.bytes))
    totals = [
      ["", "parameters", "elements", "share", "memory"], row("trainable", summary.trainable),
      row("frozen", summary.frozen), row("total", total),
    ]
  }

  /// The heading of a diff's page: of the first of its configs, and a sentence for each.
  ///
  /// - Parameters:
  ///   - overview: What is said of all configs.
  ///   - configs: What is said of each.
  ///   - uncompared: The configs that could not be compared, and why.
  init(
    overview: String, configs: [(config: String, name: String, headline: String)],
    uncompared: [(config: String, reason: String)]
  ) {
    self.init(kind: "diff", name: configs.first?.name ?? "", config: configs.first?.config ?? "")
    sentences =
      configs.count == 1 && uncompared.isEmpty
      ? [configs[0].headline]
      : [overview] + uncompared.map { "\($0.config): \($0.reason)" }
        + configs.filter { !$0.config.isEmpty }.map { "\($0.config): \($0.headline)" }
  }
}
