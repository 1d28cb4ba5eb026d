/// What the page shows of eval mode.
extension JSONWriter {
  /// Writes what training holds in eval mode; nothing where the config does not say.
  mutating func append(_ mode: EvalMode) {
    key("eval")
    if mode.selectors.isEmpty { return null() }
    object { json in
      json.field("selectors", mode.selectors.map { HTMLPage.clippedProse($0.description) })
      json.key("modules")
      json.appendFolds(of: mode.modules)
    }
  }

  /// Writes what becomes of eval mode; nothing where it stays as it is.
  mutating func append(_ change: EvalChange) {
    key("eval")
    if change.isEmpty { return null() }
    object { json in
      json.field("removed", change.removedSelectors.map(HTMLPage.clippedProse))
      json.field("added", change.addedSelectors.map(HTMLPage.clippedProse))
      json.key("modules")
      json.array { json in
        for (title, paths) in DiffWording.evalModules(change) {
          json.object(inline: true) { json in
            json.field("title", title)
            json.key("folds")
            json.appendFolds(of: paths)
          }
        }
      }
    }
  }

  /// Writes paths of modules, each fold of them as its glob and how many modules it stands for; the
  /// model's own path, which is empty, stands for all others.
  private mutating func appendFolds(of paths: [String]) {
    let paths = paths.contains("") ? [""] : paths
    let folds = FoldedName.fold(paths, keys: Array(repeating: 0, count: paths.count))
    array { json in
      for fold in folds {
        json.array(inline: true) { json in
          json.value(HTMLPage.clippedProse(fold.glob))
          json.value(fold.members.count)
        }
      }
    }
  }
}
