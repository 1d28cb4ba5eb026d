/// A diff as one HTML file that loads nothing from the network: what changes, in the tree and the
/// picture of both plans together.
struct DiffHTMLReport: Sendable {
  /// Whether configs without changes are left out.
  var omitsUnchanged: Bool

  /// Makes the report.
  init(omitsUnchanged: Bool = false) { self.omitsUnchanged = omitsUnchanged }

  /// The report in UTF-8.
  ///
  /// - Parameters:
  ///   - changes: What became of the configs.
  ///   - uncompared: The configs that could not be compared; they are counted.
  func render(_ changes: [ConfigChange], uncompared: [UncomparedConfig] = []) -> [UInt8] {
    let shown = omitsUnchanged ? changes.filter { !$0.isEmpty } : changes
    // The page always shows one, be it empty.
    let parts = shown.isEmpty ? [DiffParts.nothing] : shown.map(DiffParts.init(onPage:))
    let title = shown.count == 1 ? parts[0].title : counted(shown.count, "config")
    let overview =
      shown.isEmpty && uncompared.isEmpty
      ? "no config changes" : DiffOverview(shown, uncompared).headline
    let heading = PageHeading(
      overview: overview, configs: parts.map { ($0.title, $0.planName, $0.headline) })
    var out = OutputBuffer()
    HTMLPage.write(title: "\(title) · freezespec diff", heading, to: &out) { json in
      json.object { json in
        json.field("format", 1)
        json.field("kind", "diff")
        json.field("overview", overview)
        json.key("changes")
        json.array { json in
          for parts in parts {
            json.object { json in
              json.field("config", parts.title)
              json.field("name", parts.planName)
              json.field("headline", parts.headline)
              PageDiff(parts).writeFields(to: &json)
            }
          }
        }
      }
    }
    return out.finish()
  }
}

extension DiffParts {
  /// No config at all.
  fileprivate static var nothing: DiffParts {
    DiffParts(path: "", headline: "no config changes")
  }

  private init(path: String, headline: String) {
    self.path = path
    self.headline = headline
  }

  /// What the page says: all that a removed config held too, which stands in its tree.
  fileprivate init(onPage change: ConfigChange) {
    self.init(change)
    switch change {
    case .added: headline = "new: " + headline
    case .removed(let plan):
      headline = "gone: " + headline
      sections = ParameterComparison(plan.parameters, []).sections
    case .changed: break
    }
  }

  /// The plan's name, escaped for the eye.
  fileprivate var planName: String {
    TerminalText.escaped((new ?? old)?.name ?? "No changes")
  }

  /// The config's path, escaped for the eye, with the one before where that was another.
  fileprivate var title: String {
    let path = TerminalText.escaped(path)
    if let renamedFrom { return TerminalText.escaped(renamedFrom) + " → " + path }
    guard let old, new != nil else { return path }
    let before = TerminalText.escaped(old.path)
    // A config out of git has its revision before its path.
    return before.isExactly(path) || before.endsExactly(with: ":" + path)
      ? path : before + " → " + path
  }
}
