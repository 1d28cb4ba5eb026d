/// Keys with which other tools say what freezes, and what is written for them here.
enum ToolKeys {
  /// The cure of such a key where a config or a rule has none of that name; `nil` for other keys.
  static func cure(of key: String) -> Cure? {
    let key = lowercased(key)
    if key.utf8.count > 40 { return nil }
    for (tool, keys) in tools where keys.contains(key) {
      return Cure(
        "it is a setting of \(tool): freezespec import --rules FILE --for \(tool) --model CONFIG makes "
          + "rules of it")
    }
    let saysState =
      key == "requires_grad"
      || ["freeze_", "frozen_", "trainable_", "unfreeze_", "unfrozen_", "train_only_"]
        .contains { key.hasPrefix($0) }
      || ["_frozen", "_trainable", "_freeze"].contains { key.hasSuffix($0) }
    guard saysState else { return nil }
    return "what freezes and what trains stands under `rules`: `- freeze: …`, `- train: …`"
  }

  private static let tools: [(tool: String, keys: Set<String>)] = [
    ("axolotl", ["unfrozen_parameters", "freeze_mm_modules"]),
    (
      "llama-factory",
      [
        "finetuning_type", "freeze_trainable_layers", "freeze_trainable_modules",
        "freeze_extra_modules", "freeze_multi_modal_projector", "freeze_vision_tower",
        "freeze_language_model",
      ]
    ),
    (
      "ms-swift",
      [
        "freeze_parameters", "freeze_parameters_ratio", "freeze_parameters_regex",
        "trainable_parameters", "trainable_parameters_regex", "freeze_llm", "freeze_vit",
        "freeze_aligner", "train_type", "tuner_type",
      ]
    ),
    (
      "peft",
      [
        "peft_type", "target_modules", "target_parameters", "modules_to_save",
        "layers_to_transform", "layers_pattern", "trainable_token_indices",
      ]
    ),
  ]
}
