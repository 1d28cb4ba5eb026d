/// What the page shows of eval mode: what training holds in it, or what becomes of that.
enum PageEvalMode {
  /// Nothing is written where the config does not say.
  case mode(EvalMode)
  /// Nothing is written where it stays as it is.
  case change(EvalChange)

  func write(to json: inout JSONWriter) {
    switch self {
    case .mode(let mode) where mode.selectors.isEmpty: json.null()
    case .change(let change)
    where change.addedSelectors.isEmpty && change.removedSelectors.isEmpty
      && change.addedModules.isEmpty:
      json.null()
    case .mode(let mode): json.object { write(mode, to: &$0) }
    case .change(let change): json.object { write(change, to: &$0) }
    }
  }

  private func write(_ mode: EvalMode, to json: inout JSONWriter) {
    json.field("selectors", mode.selectors.map { HTMLPage.clippedProse($0.description) })
    json.key("modules")
    writeFolds(of: mode.modules, to: &json)
  }

  private func write(_ change: EvalChange, to json: inout JSONWriter) {
    json.field("removed", change.removedSelectors.map(HTMLPage.clippedProse))
    json.field("added", change.addedSelectors.map(HTMLPage.clippedProse))
    json.key("modules")
    json.array { json in
      let (title, paths) = ("now in eval mode", change.addedModules)
      if !paths.isEmpty {
        json.object(inline: true) { json in
          json.field("title", title)
          json.key("folds")
          writeFolds(of: paths, to: &json)
        }
      }
    }
  }

  /// Writes paths of modules, each fold of them as its glob and how many modules it stands for; the
  /// model's own path, which is empty, stands for all others.
  private func writeFolds(of paths: [String], to json: inout JSONWriter) {
    let paths = paths.contains("") ? [""] : paths
    let folds = FoldedName.fold(paths, keys: Array(repeating: 0, count: paths.count))
    json.array { json in
      for fold in folds {
        json.array(inline: true) { json in
          json.value(HTMLPage.clippedProse(fold.glob))
          json.value(fold.members.count)
        }
      }
    }
  }
}
