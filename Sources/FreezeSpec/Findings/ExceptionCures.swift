/// Cures for a value that is to take something away, such as `!lm_head`: that is said by `except`.
struct ExceptionCures {
  let word: MistypedWord
  let negation: Negation

  /// The mark, for a message.
  private var mark: String {
    negation.mark.hasSuffix(" ") ? String(negation.mark.dropLast()) : negation.mark
  }

  init?(_ word: MistypedWord) {
    guard let negation = Negation(word.text) else { return nil }
    self.word = word
    self.negation = negation
  }

  /// Puts cures forward; nothing else can be meant than to take away what the rest of the text names.
  func propose(to cures: inout Cures) {
    let (key, rest) = (word.key, negation.rest)
    switch word.place {
    case .exception:
      cures.add(key, rest) { _ in
        "`except` takes away already: name in it what is not meant, without `\(mark)`"
      }
      return
    case .className:
      cures.add("`\(mark)` takes nothing away: name the classes that are meant")
      return
    case .selector: break
    }
    propose(rest, isGuess: false, to: &cures)
    if key == .glob || key == .name, !Glob.hasWildcards(rest) {
      propose(rest + ".*", isGuess: true, to: &cures)
    }
    cures.addFallback(
      "`\(mark)` takes nothing away: what is not meant stands under `except`")
  }

  private func propose(_ rest: String, isGuess: Bool, to cures: inout Cures) {
    let key = word.key == .name && isGuess ? SelectorKey.glob : word.key
    let areOfModules = cures.areOfModules
    cures.add(key, rest, isGuess: isGuess) { _ in
      let except =
        key == .glob ? flowScalar(rest) : "{\(key.rawValue): \(flowScalar(rest))}"
      if let others = word.othersAsTerm {
        return
          "`\(mark)` takes nothing away: what is left of the others is {\(others), except: \(except)}"
      }
      let all = areOfModules ? "type: Module" : "glob: \"*\""
      return
        "`\(mark)` takes nothing away: a rule for all others has {\(all), except: \(except)}"
    }
  }
}

extension MistypedWord {
  /// The values beside it as a key of a selector and its values; `nil` where there are none, or they
  /// do not stand under one key.
  fileprivate var othersAsTerm: String? {
    let others = beside.filter { Negation($0.text) == nil }
    guard let first = others.first, others.allSatisfy({ $0.key == first.key }) else { return nil }
    let texts = others.map { flowScalar($0.text) }
    let values = texts.count == 1 ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
    return "\(first.key.rawValue): \(values)"
  }
}
