// Made by Tests/Oracle/tied_names.py from transformers 5.24.0: run it, and do not change this.

extension TransformersConfig {
  /// Names of one tensor, that which saving leaves out before that which stays, and below them the
  /// classes of transformers that have both.
  static let tiedNames: StaticString = #"""
    backbone_model.embed_tokens.embed_audio_tokens.weight = depth_decoder.model.embed_tokens.weight
      CsmForConditionalGeneration
    cls.predictions.decoder.bias = cls.predictions.bias
      BertForMaskedLM BertForPreTraining BertLMHeadModel BigBirdForCausalLM BigBirdForMaskedLM
      BigBirdForPreTraining BlipTextLMHeadModel DebertaForMaskedLM DebertaV2ForMaskedLM
      ErnieForCausalLM ErnieForMaskedLM ErnieForPreTraining FNetForMaskedLM FNetForPreTraining
      LayoutLMForMaskedLM MegatronBertForCausalLM MegatronBertForMaskedLM
      MegatronBertForPreTraining MobileBertForMaskedLM MobileBertForPreTraining MraForMaskedLM
      NomicBertForMaskedLM NystromformerForMaskedLM RoCBertForCausalLM RoCBertForMaskedLM
      RoCBertForPreTraining RoFormerForCausalLM RoFormerForMaskedLM SqueezeBertForMaskedLM
      TapasForMaskedLM VisualBertForPreTraining VisualBertForRegionToPhraseAlignment
      YosoForMaskedLM
    cls.predictions.decoder.weight = bert.embeddings.word_embeddings.weight
      BertForMaskedLM BertForPreTraining BertLMHeadModel BigBirdForCausalLM BigBirdForMaskedLM
      BigBirdForPreTraining BlipTextLMHeadModel MegatronBertForCausalLM MegatronBertForMaskedLM
      MegatronBertForPreTraining
    cls.predictions.decoder.weight = deberta.embeddings.word_embeddings.weight
      DebertaForMaskedLM DebertaV2ForMaskedLM
    cls.predictions.decoder.weight = ernie.embeddings.word_embeddings.weight
      ErnieForCausalLM ErnieForMaskedLM ErnieForPreTraining
    cls.predictions.decoder.weight = fnet.embeddings.word_embeddings.weight
      FNetForMaskedLM FNetForPreTraining
    cls.predictions.decoder.weight = layoutlm.embeddings.word_embeddings.weight
      LayoutLMForMaskedLM
    cls.predictions.decoder.weight = lxmert.embeddings.word_embeddings.weight
      LxmertForPreTraining
    cls.predictions.decoder.weight = mobilebert.embeddings.word_embeddings.weight
      MobileBertForMaskedLM MobileBertForPreTraining
    cls.predictions.decoder.weight = mra.embeddings.word_embeddings.weight
      MraForMaskedLM
    cls.predictions.decoder.weight = nomic_bert.embeddings.word_embeddings.weight
      NomicBertForMaskedLM
    cls.predictions.decoder.weight = nystromformer.embeddings.word_embeddings.weight
      NystromformerForMaskedLM
    cls.predictions.decoder.weight = roc_bert.embeddings.word_embeddings.weight
      RoCBertForCausalLM RoCBertForMaskedLM RoCBertForPreTraining
    cls.predictions.decoder.weight = roformer.embeddings.word_embeddings.weight
      RoFormerForCausalLM RoFormerForMaskedLM
    cls.predictions.decoder.weight = tapas.embeddings.word_embeddings.weight
      TapasForMaskedLM
    cls.predictions.decoder.weight = transformer.embeddings.word_embeddings.weight
      SqueezeBertForMaskedLM
    cls.predictions.decoder.weight = visual_bert.embeddings.word_embeddings.weight
      VisualBertForPreTraining VisualBertForRegionToPhraseAlignment
    cls.predictions.decoder.weight = yoso.embeddings.word_embeddings.weight
      YosoForMaskedLM
    ctc_head.bias = encoder.out.bias
      GraniteSpeech5ForCTC
    ctc_head.weight = encoder.out.weight
      GraniteSpeech5ForCTC
    decoder.embed_tokens.weight = encoder.text_model.embed_tokens.weight
      T5Gemma2Model
    decoder.embed_tokens.weight = shared.weight
      BartModel BigBirdPegasusModel BlenderbotModel BlenderbotSmallModel LEDModel
      LongT5ForConditionalGeneration LongT5Model M2M100Model MBartModel
      MT5ForConditionalGeneration MT5ForQuestionAnswering MT5Model MvpModel NllbMoeModel
      PLBartModel PegasusModel PegasusXModel Pop2PianoForConditionalGeneration
      SwitchTransformersForConditionalGeneration SwitchTransformersModel
      T5ForConditionalGeneration T5ForQuestionAnswering T5Model UMT5ForConditionalGeneration
      UMT5ForQuestionAnswering UMT5Model UdopForConditionalGeneration UdopModel
    decoder.output_projection.weight = decoder.embed_tokens.weight
      FSMTModel
    decoder.relative_bias.biases.0.relative_attention_bias.weight = encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight
      UdopForConditionalGeneration
    decoder.weight = model.embeddings.tok_embeddings.weight
      ModernBertDecoderForCausalLM ModernBertForMaskedLM
    decoder.word_embeddings.weight = word_embeddings.weight
      ProphetNetDecoderWrapper ProphetNetModel
    embed_out.weight = gpt_neox_japanese.embed_in.weight
      GPTNeoXJapaneseForCausalLM
    encoder.embed_patches.proj.bias = patch_embed.proj.bias
      UdopEncoderModel UdopForConditionalGeneration UdopModel
    encoder.embed_patches.proj.weight = patch_embed.proj.weight
      UdopEncoderModel UdopForConditionalGeneration UdopModel
    encoder.embed_tokens.weight = decoder.embed_tokens.weight
      FSMTModel
    encoder.embed_tokens.weight = shared.weight
      BartModel BigBirdPegasusModel BlenderbotModel BlenderbotSmallModel LEDModel
      LongT5EncoderModel LongT5ForConditionalGeneration LongT5Model M2M100Model MBartModel
      MT5EncoderModel MT5ForConditionalGeneration MT5ForQuestionAnswering MT5Model MvpModel
      NllbMoeModel PLBartModel PegasusModel PegasusXModel Pop2PianoForConditionalGeneration
      SwitchTransformersEncoderModel SwitchTransformersForConditionalGeneration
      SwitchTransformersModel T5EncoderModel T5ForConditionalGeneration T5ForQuestionAnswering
      T5Model UMT5EncoderModel UMT5ForConditionalGeneration UMT5ForQuestionAnswering UMT5Model
      UdopEncoderModel UdopForConditionalGeneration UdopModel
    encoder.language_model.embed_tokens.weight = decoder.embed_tokens.weight
      DiffusionGemmaModel
    encoder.language_model.norm.weight = decoder.norm.weight
      DiffusionGemmaModel
    encoder.relative_bias.biases.0.relative_attention_bias.weight = encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight
      UdopEncoderModel UdopForConditionalGeneration
    encoder.word_embeddings.weight = word_embeddings.weight
      ProphetNetModel
    entity_predictions.decoder.weight = luke.entity_embeddings.entity_embeddings.weight
      LukeForMaskedLM
    generator_lm_head.weight = convbert.embeddings.word_embeddings.weight
      ConvBertForMaskedLM
    generator_lm_head.weight = electra.embeddings.word_embeddings.weight
      ElectraForCausalLM ElectraForMaskedLM
    head.decoder.weight = model.embed_tokens.weight
      UltrabertForMaskedLM
    head.weight = rwkv.embeddings.weight
      RwkvForCausalLM
    lm_head.bias = lm_head.decoder.bias
      LukeForMaskedLM
    lm_head.decoder.bias = lm_head.bias
      BertGenerationDecoder CamembertForCausalLM CamembertForMaskedLM Data2VecTextForCausalLM
      Data2VecTextForMaskedLM IBertForMaskedLM JinaEmbeddingsV3ForMaskedLM LongformerForMaskedLM
      MPNetForMaskedLM RobertaForCausalLM RobertaForMaskedLM RobertaPreLayerNormForCausalLM
      RobertaPreLayerNormForMaskedLM XLMRobertaForCausalLM XLMRobertaForMaskedLM
      XLMRobertaXLForCausalLM XLMRobertaXLForMaskedLM XmodForCausalLM XmodForMaskedLM
    lm_head.decoder.weight = bert.embeddings.word_embeddings.weight
      BertGenerationDecoder
    lm_head.decoder.weight = data2vec_text.embeddings.word_embeddings.weight
      Data2VecTextForCausalLM Data2VecTextForMaskedLM
    lm_head.decoder.weight = esm.embeddings.word_embeddings.weight
      EsmForMaskedLM
    lm_head.decoder.weight = gte.embeddings.word_embeddings.weight
      GteForMaskedLM
    lm_head.decoder.weight = ibert.embeddings.word_embeddings.weight
      IBertForMaskedLM
    lm_head.decoder.weight = longformer.embeddings.word_embeddings.weight
      LongformerForMaskedLM
    lm_head.decoder.weight = mpnet.embeddings.word_embeddings.weight
      MPNetForMaskedLM
    lm_head.decoder.weight = roberta.embeddings.word_embeddings.weight
      CamembertForCausalLM CamembertForMaskedLM JinaEmbeddingsV3ForMaskedLM RobertaForCausalLM
      RobertaForMaskedLM XLMRobertaForCausalLM XLMRobertaForMaskedLM XLMRobertaXLForCausalLM
      XLMRobertaXLForMaskedLM XmodForCausalLM XmodForMaskedLM
    lm_head.decoder.weight = roberta_prelayernorm.embeddings.word_embeddings.weight
      RobertaPreLayerNormForCausalLM RobertaPreLayerNormForMaskedLM
    lm_head.out_proj.weight = model.decoder.embed_tokens.weight
      T5GemmaForConditionalGeneration
    lm_head.out_proj.weight = model.encoder.text_model.embed_tokens.weight
      T5Gemma2ForConditionalGeneration
    lm_head.weight = backbone.embeddings.weight
      FalconMambaForCausalLM Mamba2ForCausalLM MambaForCausalLM
    lm_head.weight = embed_tokens.weight
      Pix2StructTextModel
    lm_head.weight = funnel.embeddings.word_embeddings.weight
      FunnelForMaskedLM
    lm_head.weight = gpt_neox.embed_in.weight
      GPTNeoXForCausalLM
    lm_head.weight = led.shared.weight
      LEDForConditionalGeneration
    lm_head.weight = model.decoder.embed_tokens.weight
      BartForCausalLM BlenderbotForCausalLM BlenderbotSmallForCausalLM
      DiffusionGemmaForBlockDiffusion MBartForCausalLM MarianForCausalLM MarianMTModel
      MvpForCausalLM OPTForCausalLM PLBartForCausalLM PegasusForCausalLM
      SeamlessM4TTextToUnitForConditionalGeneration
      SeamlessM4Tv2TextToUnitForConditionalGeneration Speech2TextForConditionalGeneration
    lm_head.weight = model.embed_tokens.embed_tokens.weight
      KyutaiSpeechToTextForConditionalGeneration
    lm_head.weight = model.embed_tokens.weight
      AXK1ForCausalLM AXK2ForCausalLM AfmoeForCausalLM Apertus1p5TextForCausalLM
      ApertusForCausalLM ArceeForCausalLM AriaTextForCausalLM BambaForCausalLM BeamForCausalLM
      BitNetForCausalLM ChameleonForConditionalGeneration Cohere2ForCausalLM Cohere2MoeForCausalLM
      CohereCompassForCausalLM CohereForCausalLM CwmForCausalLM DeepseekV2ForCausalLM
      DeepseekV32ForCausalLM DeepseekV3ForCausalLM DeepseekV4ForCausalLM DiffLlamaForCausalLM
      DogeForCausalLM DoryForCausalLM Dots1ForCausalLM Dots3NoteForCausalLM Emu3ForCausalLM
      Ernie4_5ForCausalLM Ernie4_5_MoeForCausalLM EuroBertForMaskedLM Exaone4ForCausalLM
      ExaoneMoeForCausalLM FalconH1ForCausalLM FlexOlmoForCausalLM FlintForCausalLM
      Gemma2ForCausalLM Gemma3ForCausalLM Gemma3nForCausalLM Gemma4AssistantForCausalLM
      Gemma4ForCausalLM Gemma4UnifiedAssistantForCausalLM Gemma4UnifiedForCausalLM
      GemmaForCausalLM Glm4ForCausalLM Glm4MoeForCausalLM Glm4MoeLiteForCausalLM GlmForCausalLM
      GlmMoeDsaForCausalLM GptOssForCausalLM GraniteForCausalLM GraniteMoeForCausalLM
      GraniteMoeHybridForCausalLM GraniteMoeSWAForCausalLM GraniteMoeSharedForCausalLM
      GraniteSWAForCausalLM HYV3ForCausalLM HYV4ForCausalLM HeliumForCausalLM HrmTextForCausalLM
      HunYuanDenseV1ForCausalLM HunYuanMoEV1ForCausalLM HyperCLOVAXForCausalLM
      IdeficsForVisionText2Text Jais2ForCausalLM JambaForCausalLM JetMoeForCausalLM
      Kolibri1ForCausalLM Kosmos2TextForCausalLM Kosmos2_5TextForCausalLM LagunaForCausalLM
      LaraMiniForCausalLM Lfm2ForCausalLM Lfm2MoeForCausalLM Lfm3ForCausalLM Llama4ForCausalLM
      LlamaForCausalLM LongcatFlashForCausalLM MellumForCausalLM MiMoV2FlashForCausalLM
      MiniCPM3ForCausalLM MiniMaxForCausalLM MiniMaxM2ForCausalLM MiniMaxM3VLForCausalLM
      Ministral3ForCausalLM MinistralForCausalLM Mistral4ForCausalLM MistralForCausalLM
      MixtralForCausalLM NanoChatForCausalLM NemotronForCausalLM Olmo2ForCausalLM Olmo3ForCausalLM
      OlmoForCausalLM OlmoHybridForCausalLM OlmoeForCausalLM PersimmonForCausalLM Phi3ForCausalLM
      Phi4MultimodalForCausalLM PhiForCausalLM PhimoeForCausalLM Qwen2ForCausalLM
      Qwen2MoeForCausalLM Qwen3ForCausalLM Qwen3MoeForCausalLM Qwen3NextForCausalLM
      Qwen3OmniMoeTalkerCodePredictorModelForConditionalGeneration Qwen3_5ForCausalLM
      Qwen3_5MoeForCausalLM Qwen4ExpForCausalLM RecurrentGemmaForCausalLM SeedOssForCausalLM
      SmolLM3ForCausalLM SolarOpenForCausalLM StableLmForCausalLM Starcoder2ForCausalLM
      VaultGemmaForCausalLM XGLMForCausalLM YoutuForCausalLM Zamba2ForCausalLM ZambaForCausalLM
      ZayaForCausalLM
    lm_head.weight = model.embed_tokens.word_embeddings.weight
      NeoMMEForMaskedLM
    lm_head.weight = model.language_model.embed_tokens.weight
      Apertus1p5ForConditionalGeneration AriaForConditionalGeneration
      AyaVisionForConditionalGeneration Cohere2VisionForConditionalGeneration
      CohereCompassForConditionalGeneration Cosmos3OmniForConditionalGeneration
      DeepseekOcr2ForConditionalGeneration DeepseekVLForConditionalGeneration
      DeepseekVLHybridForConditionalGeneration Dots3NoteForConditionalGeneration
      Ernie4_5_VLMoeForConditionalGeneration Ernie4_5_VL_MoeForConditionalGeneration
      Exaone4_5_ForConditionalGeneration FastVlmForConditionalGeneration
      FunAsrNanoForConditionalGeneration FuyuForCausalLM Gemma3ForConditionalGeneration
      Gemma3nForConditionalGeneration Gemma4ForConditionalGeneration
      Gemma4UnifiedForConditionalGeneration Glm46VForConditionalGeneration
      Glm4vForConditionalGeneration Glm4vMoeForConditionalGeneration
      Glm5NextForConditionalGeneration GlmAsrForConditionalGeneration
      GlmOcrForConditionalGeneration GotOcr2ForConditionalGeneration
      Granite4VisionForConditionalGeneration GraniteSpeechForConditionalGeneration
      GraniteSpeechPlusForConditionalGeneration HYV4VLForConditionalGeneration
      HunYuanVLForConditionalGeneration HyperCLOVAXVisionV2ForConditionalGeneration
      InternVLForConditionalGeneration JanusForConditionalGeneration
      Kimi_K25ForConditionalGeneration Lfm2VlForConditionalGeneration
      Lfm3VlForConditionalGeneration LightOnOcrForConditionalGeneration
      LlavaForConditionalGeneration LlavaNextForConditionalGeneration
      LlavaNextVideoForConditionalGeneration LlavaOnevisionForConditionalGeneration
      MiniCPMOcrForConditionalGeneration MiniCPMV4_6ForConditionalGeneration
      MiniCPMV4_7ForConditionalGeneration MiniMaxM3SparseForConditionalGeneration
      Mistral3ForConditionalGeneration MistralLarge4ForConditionalGeneration
      MossTranscribeDiarizeForConditionalGeneration MuseGlimmerForConditionalGeneration
      Ovis2ForConditionalGeneration PaddleOCRVLForConditionalGeneration
      PaliGemmaForConditionalGeneration PerceptionLMForConditionalGeneration
      QianfanOCRForConditionalGeneration Qwen2VLForConditionalGeneration
      Qwen2_5OmniThinkerForConditionalGeneration Qwen2_5_VLForConditionalGeneration
      Qwen3ASRForConditionalGeneration Qwen3OmniMoeThinkerForConditionalGeneration
      Qwen3VLForConditionalGeneration Qwen3VLMoeForConditionalGeneration
      Qwen3_5ForConditionalGeneration Qwen3_5MoeForConditionalGeneration
      Qwen4ExpForConditionalGeneration Step3p7ForConditionalGeneration
      UnlimitedOcrForConditionalGeneration VibeVoiceForConditionalGeneration
      VideoLlama3ForConditionalGeneration VideoLlavaForConditionalGeneration
      VipLlavaForConditionalGeneration VoxtralRealtimeForConditionalGeneration
    lm_head.weight = model.language_model.shared.weight
      Florence2ForConditionalGeneration
    lm_head.weight = model.shared.weight
      BartForConditionalGeneration BigBirdPegasusForConditionalGeneration
      BlenderbotForConditionalGeneration BlenderbotSmallForConditionalGeneration
      M2M100ForConditionalGeneration MBartForConditionalGeneration MvpForConditionalGeneration
      NllbMoeForConditionalGeneration PLBartForConditionalGeneration
      PegasusForConditionalGeneration PegasusXForConditionalGeneration
    lm_head.weight = model.text_model.embed_tokens.weight
      Emu3ForConditionalGeneration GraniteDoclingForConditionalGeneration
      Idefics2ForConditionalGeneration Idefics3ForConditionalGeneration
      SmolVLMForConditionalGeneration UltraVBertForMaskedLM
    lm_head.weight = model.text_model.embeddings.tok_embeddings.weight
      ModernVBertForMaskedLM
    lm_head.weight = prophetnet.word_embeddings.weight
      ProphetNetForCausalLM ProphetNetForConditionalGeneration
    lm_head.weight = shared.weight
      LongT5ForConditionalGeneration MT5ForConditionalGeneration SeamlessM4TForSpeechToSpeech
      SeamlessM4TForSpeechToText SeamlessM4TForTextToSpeech SeamlessM4TForTextToText
      SeamlessM4TModel SeamlessM4Tv2ForSpeechToSpeech SeamlessM4Tv2ForSpeechToText
      SeamlessM4Tv2ForTextToSpeech SeamlessM4Tv2ForTextToText SeamlessM4Tv2Model
      SwitchTransformersForConditionalGeneration T5ForConditionalGeneration
      UMT5ForConditionalGeneration UdopForConditionalGeneration
    lm_head.weight = transformer.tokens_embed.weight
      OpenAIGPTLMHeadModel
    lm_head.weight = transformer.w.weight
      CTRLLMHeadModel
    lm_head.weight = transformer.word_embeddings.weight
      BloomForCausalLM FalconForCausalLM
    lm_head.weight = transformer.wte.weight
      CodeGenForCausalLM DbrxForCausalLM GPT2DoubleHeadsModel GPT2LMHeadModel
      GPTBigCodeForCausalLM GPTJForCausalLM GPTNeoForCausalLM ImageGPTForCausalImageModeling
      MptForCausalLM
    lm_loss.weight = transformer.word_embedding.weight
      XLNetLMHeadModel
    mim_head.bias = mim_head.decoder.bias
      FlavaForPreTraining
    mlm_head.bias = mlm_head.decoder.bias
      FlavaForPreTraining
    mlm_score.decoder.weight = bridgetower.text_model.embeddings.word_embeddings.weight
      BridgeTowerForMaskedLM
    mlm_score.decoder.weight = vilt.embeddings.text_embeddings.word_embeddings.weight
      ViltForMaskedLM
    mmm_image_head.bias = mmm_image_head.decoder.bias
      FlavaForPreTraining
    mmm_text_head.bias = mmm_text_head.decoder.bias
      FlavaForPreTraining
    model.local_encoder.embed_tokens.weight = lm_head.weight
      BltForCausalLM
    output.weight = git.embeddings.word_embeddings.weight
      GitForCausalLM
    output_projection.weight = biogpt.embed_tokens.weight
      BioGptForCausalLM
    output_projection.weight = model.decoder.embed_tokens.weight
      TrOCRForCausalLM
    pred_layer.proj.weight = transformer.embeddings.weight
      FlaubertWithLMHeadModel XLMWithLMHeadModel
    predictions.decoder.bias = predictions.bias
      AlbertForMaskedLM AlbertForPreTraining
    predictions.decoder.weight = albert.embeddings.word_embeddings.weight
      AlbertForMaskedLM AlbertForPreTraining
    proj_out.weight = model.decoder.embed_tokens.weight
      CanaryForConditionalGeneration CohereAsrForConditionalGeneration
      MoonshineForConditionalGeneration MoonshineStreamingForConditionalGeneration
      WhisperForCausalLM WhisperForConditionalGeneration
    prophetnet.decoder.word_embeddings.weight = prophetnet.word_embeddings.weight
      ProphetNetForCausalLM
    text_decoder.cls.predictions.decoder.bias = text_decoder.cls.predictions.bias
      BlipForConditionalGeneration BlipForQuestionAnswering
    text_decoder.cls.predictions.decoder.weight = text_decoder.bert.embeddings.word_embeddings.weight
      BlipForConditionalGeneration BlipForQuestionAnswering
    text_decoder.embed_tokens.weight = shared.weight
      SeamlessM4TForSpeechToSpeech SeamlessM4TForSpeechToText SeamlessM4TForTextToSpeech
      SeamlessM4TForTextToText SeamlessM4TModel SeamlessM4Tv2ForSpeechToSpeech
      SeamlessM4Tv2ForSpeechToText SeamlessM4Tv2ForTextToSpeech SeamlessM4Tv2ForTextToText
      SeamlessM4Tv2Model
    text_decoder_postnet.lm_head.weight = speecht5.decoder.prenet.embed_tokens.weight
      SpeechT5ForSpeechToText
    text_encoder.embed_tokens.weight = shared.weight
      SeamlessM4TForTextToSpeech SeamlessM4TForTextToText SeamlessM4TModel
      SeamlessM4Tv2ForTextToSpeech SeamlessM4Tv2ForTextToText SeamlessM4Tv2Model
    text_model.lm_head.weight = text_model.model.embed_tokens.weight
      Kosmos2ForConditionalGeneration
    transformer.tokens_embed.weight = lm_head.weight
      OpenAIGPTDoubleHeadsModel
    unembedding_projection.weight = model.embed_tokens.embedding_projection.weight
      NeoMMEForMaskedLM
    vocab_projector.weight = distilbert.embeddings.word_embeddings.weight
      DistilBertForMaskedLM
    """#
}
