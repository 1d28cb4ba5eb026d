/// What words of other tools, and of everyday speech, are called here and in PyTorch.
enum Synonyms {
  /// The words among some candidates that say the same as a word, best first.
  static func of(_ word: String, in candidates: some Sequence<String>) -> [String] {
    // No longer one says anything.
    if word.utf8.count > longest { return [] }
    let word = String(word.lowercased().map { $0 == "-" ? "_" : $0 })
    guard let meant = state(word) ?? words[word] else { return [] }
    let known = Set(candidates.filter(meant.contains))
    return meant.filter(known.contains)
  }

  private static let longest = 32

  /// Words that are as often the names of modules.
  static let mayBeNames: Set<String> = ["layers", "modules"]

  // MARK: States

  private static let freezing = ["freeze", "frozen"]
  private static let training = ["train", "trainable"]
  private static let wordsForFreezing = freezing + ["lock", "locked", "fix", "fixed"]
  private static let wordsForTraining =
    training + ["thaw", "thawed", "tune", "finetune", "fine_tune", "learn", "learnable"]

  /// The words for the state that a word is for.
  ///
  /// `unfreeze` differs from `freeze` by two letters and means its opposite, so that no measure of
  /// likeness may decide here.
  private static func state(_ word: String) -> [String]? {
    for negation in ["un", "non", "no", "not", "dont", "do_not", "de"]
    where word.hasPrefix(negation) {
      let rest = String(word.dropFirst(negation.count).drop { $0 == "_" })
      if isState(rest, wordsForFreezing) { return training }
      if isState(rest, wordsForTraining) { return freezing }
    }
    if wordsForFreezing.contains(word) { return freezing }
    if wordsForTraining.contains(word) { return training }
    return nil
  }

  private static func isState(_ word: String, _ words: [String]) -> Bool {
    let letters = Array(word.utf8)
    var work = 0
    return letters.count > 3
      && words.contains {
        Suggestion.distance(letters, Array($0.utf8), atMost: 1, work: &work) <= 1
      }
  }

  // MARK: Other words

  private static let words: [String: [String]] = [
    // The config's keys.
    "type": ["class"], "class_name": ["class"], "_target_": ["class"],
    "architecture": ["model"], "net": ["model"], "network": ["model"],
    "layers": ["children", "model"], "modules": ["children", "module"], "submodules": ["children"],
    "arguments": ["args"], "kwargs": ["args"], "params": ["args", "parameters"],
    "base": ["extends"], "inherits": ["extends"], "parent": ["extends"],
    "file": ["from"], "include": ["from"], "import": ["from"],
    "count": ["repeat"], "times": ["repeat"], "index": ["as"],
    "constants": ["let"], "variables": ["let"], "vars": ["let"],
    "assert": ["expect"], "assertions": ["expect"], "checks": ["expect"],
    "comment": ["because"], "reason": ["because"], "why": ["because"],
    "class": ["type"], "kind": ["type"], "layer": ["type"],
    "match": ["glob"], "pattern": ["glob"], "wildcard": ["glob"],
    "re": ["regex"], "path": ["module"],
    "but": ["except"], "exclude": ["except"], "excluding": ["except"], "not": ["except"],
    "without": ["except"], "unless": ["except"], "excluded": ["except"], "ignore": ["except"],
    "at_least": ["min"], "minimum": ["min"], "at_most": ["max"], "maximum": ["max"],
    "t": ["temperature"], "tau": ["temperature"], "axis": ["dim"], "scores": ["logits"],
    // Types of numbers.
    "bf16": ["bfloat16"],
    "fp16": ["float16"], "f16": ["float16"],
    "fp32": ["float32"], "f32": ["float32"],
    "fp64": ["float64"], "f64": ["float64"],
    // Classes and arguments of other frameworks.
    "dense": ["Linear"], "fc": ["Linear"], "fullyconnected": ["Linear"],
    "filters": ["out_channels"], "units": ["out_features"], "use_bias": ["bias"], "rate": ["p"],
    "prob": ["p"],
  ]
}
