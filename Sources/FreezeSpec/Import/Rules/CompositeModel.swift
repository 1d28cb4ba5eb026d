/// The parts of a kind of multimodal model, by which LLaMA-Factory freezes them: a parameter belongs to a
/// part where one of its keys stands in the name.
struct CompositeModel {
  /// The values of `model_type` in config.json.
  let types: [String]
  /// What lies between the encoders and the language model.
  let projector: [String]
  /// The encoders of images, video and sound.
  let vision: [String]
  let language: [String]

  private init(
    _ types: [String], projector: [String] = ["multi_modal_projector"],
    vision: [String] = ["vision_tower"], language: [String] = ["language_model", "lm_head"]
  ) {
    self.types = types
    self.projector = projector
    self.vision = vision
    self.language = language
  }

  /// The kind and type of a model by its class, as transformers names it: `Qwen2VLForConditionalGeneration` is of
  /// `qwen2_vl`.
  static func named(_ className: String) -> (type: String, model: CompositeModel)? {
    let end = "ForConditionalGeneration"
    guard className.hasSuffix(end) else { return nil }
    let name = letters(String(className.dropLast(end.count)))
    for model in all {
      if let type = model.types.first(where: { letters($0) == name }) { return (type, model) }
    }
    return nil
  }

  private static func letters(_ name: String) -> String {
    lowercased(String(name.unicodeScalars.filter { $0 != "_" }.map(Character.init)))
  }

  /// What LLaMA-Factory 0.9.5 knows.
  private static let all = [
    CompositeModel(
      ["dots_ocr"], projector: ["vision_tower.merger"], language: ["model", "lm_head"]),
    CompositeModel([
      "gemma3", "internvl", "interns1", "kimi_vl", "llava", "llava_next", "llava_next_video",
      "paligemma", "video_llava",
    ]),
    CompositeModel(["gemma3n"], vision: ["vision_tower", "audio_tower"]),
    CompositeModel(
      ["gemma4"], projector: ["model.embed_vision", "model.embed_audio"],
      vision: ["vision_tower", "audio_tower"]),
    CompositeModel(
      ["glm4v", "glm4v_moe", "glm_ocr", "qwen2_vl", "qwen2_5_vl"], projector: ["visual.merger"],
      vision: ["visual.patch_embed", "visual.blocks"]),
    CompositeModel(
      ["Keye"], projector: ["mlp_AR"],
      vision: ["visual.vision_model.patch_embedding", "visual.vision_model.encoder"],
      language: ["model", "lm_head"]),
    CompositeModel(["llama4", "mllama"], vision: ["vision_model"]),
    CompositeModel(["minicpmv"], projector: ["resampler"], vision: ["vpm"], language: ["llm"]),
    CompositeModel(
      ["minicpmv4_6"], projector: ["model.merger"], vision: ["model.vision_tower"],
      language: ["model.language_model", "lm_head"]),
    CompositeModel(
      ["minicpmo"], projector: ["resampler"],
      vision: ["vpm", "apm", "audio_avg_pooler", "audio_projection_layer", "tts"], language: ["llm"]
    ),
    CompositeModel(["mistral3"], projector: ["model.multi_modal_projector"]),
    CompositeModel(["qwen2_audio"], vision: ["audio_tower"]),
    CompositeModel(
      ["qwen2_5_omni_thinker"], projector: ["visual.merger", "audio_tower.proj"],
      vision: ["visual.patch_embed", "visual.blocks", "audio_tower"],
      language: ["model", "lm_head"]),
    CompositeModel(
      ["qwen3_vl", "qwen3_vl_moe"], projector: ["visual.merger"],
      vision: [
        "visual.pos_embed", "visual.patch_embed", "visual.blocks", "visual.deepstack_merger_list",
      ]),
    CompositeModel(
      ["qwen3_omni_moe_thinker"], projector: ["visual.merger", "audio_tower.proj"],
      vision: [
        "visual.pos_embed", "visual.patch_embed", "visual.blocks", "visual.deepstack_merger_list",
        "audio_tower",
      ]),
    CompositeModel(
      ["qwen3_5", "qwen3_5_moe"], projector: ["model.visual.merger"],
      vision: ["visual.pos_embed", "visual.patch_embed", "visual.blocks"]),
  ]
}
