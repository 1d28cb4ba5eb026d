/// A rule that a tool's setting comes to, before it is held against the model.
struct RuleDraft {
  /// A part of the setting.
  struct Entry {
    let test: NameTest
    /// The setting with this part of it, as the user would look for it: `unfrozen_parameters: lm_head`.
    let setting: String
    /// The place in the tool's file; `nil` where the setting is a default.
    let span: SourceSpan?
    /// Whether it is reported where it picks nothing.
    var isReported = true
    /// Why that may be so.
    var notes: [String] = []
  }

  let state: ParameterState
  var entries: [Entry]
  /// The reason that the rule gives.
  let because: String
  /// The last component of all names that it picks, where the setting is about a kind of parameter.
  var kind: String?
}

/// What a tool's settings say of a model.
struct ToolRules {
  /// The rules, in the order in which they apply.
  var drafts: [RuleDraft]
  /// Whether the parameters that no rule picks are said to train.
  var othersTrain = false
  /// Whether the tool adds parameters to the model, and trains them.
  var addsTraining = false
  /// `requires_grad` of each tensor, worked out as the tool does it and not by way of the drafts.
  var states: [Bool]
}
