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
  ///   - uncompared: The configs that could not be compared; they are named.
  func render(_ changes: [ConfigChange], uncompared: [UncomparedConfig] = []) -> [UInt8] {
    let overview = DiffOverview(
      omitsUnchanged ? changes.filter { !$0.isEmpty } : changes, uncompared)
    let shown = overview.changes
    // The page always shows one, be it empty.
    let parts =
      shown.isEmpty
      ? [DiffParts.nothing(uncompared.isEmpty ? "no config changes" : overview.headline)]
      : shown.map(DiffParts.init(onPage:))
    let count = shown.count + uncompared.count
    let title = shown.count == 1 && count == 1 ? parts[0].title : counted(count, "config")
    let headline = count == 0 ? "no config changes" : overview.headline
    let unnamed = uncompared.isEmpty ? "No changes" : "Not compared"
    let reasons = uncompared.map { (TerminalText.escaped($0.path), HTMLPage.prose($0.reason())) }
    let heading = PageHeading(
      overview: headline,
      configs: parts.map { ($0.title, $0.planName ?? unnamed, $0.headline) },
      uncompared: reasons)
    var out = OutputBuffer()
    HTMLPage.write(title: "\(title) · freezespec diff", heading, to: &out) { json in
      json.object { json in
        json.field("format", 1)
        json.field("kind", "diff")
        json.field("overview", headline)
        json.key("uncompared")
        json.array { json in
          for ((path, reason), config) in zip(reasons, uncompared) {
            json.texts([path, reason] + config.notes.map(HTMLPage.clippedProse))
          }
        }
        json.key("changes")
        json.array { json in
          for parts in parts {
            json.object { json in
              json.field("config", parts.title)
              json.field("name", parts.planName ?? unnamed)
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
  fileprivate static func nothing(_ headline: String) -> DiffParts {
    DiffParts(path: "", headline: headline)
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
      sections = ParameterComparison(plan.parameters, PlanSnapshot.Parameters()).sections
    case .changed: break
    }
  }

  /// The plan's name, escaped for the eye.
  fileprivate var planName: String? { ((new ?? old)?.name).map(TerminalText.escaped) }

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
