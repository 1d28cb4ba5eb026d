import Testing

@testable import FreezeSpec

/// Checkpoints that PyTorch wrote, as architectures.
@Suite struct CheckpointImportTests {
  private func text(_ name: String, key: String? = nil) throws -> String {
    try CheckpointImport(Checkpoint(golden: name, key: key), words: name).architecture()
  }

  /// The golden files of which there is no config: names that no model has, types that no config has.
  private static let withoutModel: Set<String> = ["names.pt", "names.safetensors", "empty.pt"]

  @Test(
    arguments: CheckpointGoldenTests.answers.keys.sorted().filter { !withoutModel.contains($0) })
  func aConfigHasTheNamesShapesAndTypesOfItsCheckpoint(name: String) throws {
    let answer = try #require(CheckpointGoldenTests.answers[name])
    let config = BuiltConfig(try text(name, key: answer.key))
    #expect(config.findings == [])
    let model = try #require(config.model)
    var found = model.parameters.map { "\($0.name) \($0.parameter.shape) \($0.parameter.dtype)" }
    for (index, names) in model.tiedNames {
      let parameter = model.parameters[index].parameter
      found += names.map { "\($0) \(parameter.shape) \(parameter.dtype)" }
    }
    found += model.buffers.map { "\($0.name) \($0.buffer.shape) \($0.buffer.dtype)" }
    var expected = answer.tensors.map { tensor in
      "\(tensor.name) \(tensor.shape) \(DType(name: tensor.dtype).map { "\($0)" } ?? tensor.dtype)"
    }
    for (dropped, kept) in answer.dropped ?? [:] {
      if let tensor = answer.tensors.first(where: { $0.name == kept }) {
        expected.append(
          "\(dropped) \(tensor.shape) \(DType(name: tensor.dtype).map { "\($0)" } ?? tensor.dtype)")
      }
    }
    #expect(Set(found).isSubset(of: expected))
    // Buffers of a module that is shared are listed once.
    #expect(Set(expected).subtracting(found).allSatisfy { $0.hasPrefix("shared.") })
  }

  @Test func aStateDictGivesModulesOfUnknownClass() throws {
    #expect(
      try text("zip2.pt") == """
        # imported from zip2.pt
        # A checkpoint tells names, shapes and types of tensors. It does not tell:
        # - the classes of modules: no rule can ask for a `type`
        # - which tensors are buffers: here what cannot train, and running statistics
        # - which parameters train by themselves: here all do
        unknown: [classes]
        model:
          children:
            embed: {parameters: {weight: [7, 4]}}
            blocks:
              repeat: 2
              module:
                parameters: {scale: [3]}
                buffers: {steps: {shape: [2], dtype: int64}}
                children:
                  conv: {parameters: {weight: [3, 2, 1, 1]}}
                  norm:
                    class: _NormBase
                    parameters: {weight: [3], bias: [3]}
                    buffers:
                      running_mean: [3]
                      running_var: [3]
                      num_batches_tracked: {shape: [], dtype: int64}
                  act: Module()
            shared:
              parameters: {scale: [3]}
              buffers: {steps: {shape: [2], dtype: int64}}
              children:
                conv: {parameters: {weight: [3, 2, 1, 1]}}
                norm:
                  class: _NormBase
                  parameters: {weight: [3], bias: [3]}
                  buffers:
                    running_mean: [3]
                    running_var: [3]
                    num_batches_tracked: {shape: [], dtype: int64}
                act: Module()
            head: {parameters: {weight: [7, 4]}}

        tie:
          - [embed.weight, head.weight]
          - [blocks.1.scale, shared.scale]
          - [blocks.1.conv.weight, shared.conv.weight]
          - [blocks.1.norm.weight, shared.norm.weight]
          - [blocks.1.norm.bias, shared.norm.bias]

        """)
  }

  @Test func aWholeModelGivesItsClasses() throws {
    #expect(
      try text("model.pt") == """
        # imported from model.pt
        # It tells no bases of classes, and nothing that their modules print.
        let:
          shared: Block()

        classes:
          Block:
            parameters: {scale: {shape: [3], requires_grad: false}}
            buffers:
              steps: {shape: [2], dtype: int64}
              mask: {shape: [3, 3], dtype: bool, persistent: false}
            children:
              conv: Conv2d(2, 3, 1, bias=False)
              norm: BatchNorm2d(3)
              act: ReLU()

        model:
          class: Net
          children:
            embed: Embedding(7, 4)
            blocks: ModuleList([Block(), shared])
            shared: shared
            head: Linear(4, 7, bias=False)

        tie:
          - [embed.weight, head.weight]

        """)
  }

  @Test func tiesThatSavingLeftOutAreThereAgain() throws {
    let config = BuiltConfig(try text("tied.safetensors"))
    #expect(config.model?.tiedNames.values.contains(["head.weight"]) == true)
  }

  @Test(arguments: ["names.pt", "names.safetensors"])
  func aNameThatIsAlsoTheStartOfOthersIsRefused(name: String) {
    #expect {
      try text(name)
    } throws: { error in
      (error as? ImportError)?.message.contains("the start of others") == true
    }
  }

  @Test func aCheckpointWithoutTensorsIsRefused() {
    #expect(throws: ImportError.self) { try text("empty.pt") }
  }

  @Test(arguments: ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{1B}[31m"])
  func aNameInTheHeadEndsNoComment(separator: String) throws {
    let names = [
      "x\(separator)rules: [{freeze: '*'}]\(separator)y.weight",
      "bert.embeddings.word_embeddings.weight", "cls.predictions.bias",
    ]
    var checkpoint = Checkpoint(
      tensors: names.map { Checkpoint.Tensor(name: $0, shape: [2], dtype: "float32") })
    let config = #"{"architectures": ["BertForMaskedLM"]}"#
    checkpoint.inferTies(from: try #require(TransformersConfig(Array(config.utf8))))
    #expect(checkpoint.dropped.count == 2)
    let text = try CheckpointImport(checkpoint, words: "a\(separator)b").architecture()
    let built = BuiltConfig(text)
    #expect(built.findings == [])
    #expect(built.config?.rules.isEmpty == true)
    #expect(built.parameters.count == 3)
  }

  @Test(arguments: [
    ("WhisperForConditionalGeneration", "model.decoder.embed_tokens.weight", "proj_out.weight"),
    ("TrOCRForCausalLM", "model.decoder.embed_tokens.weight", "output_projection.weight"),
    ("BartForCausalLM", "model.decoder.embed_tokens.weight", "lm_head.weight"),
    ("LlamaForCausalLM", "lm_head.weight", "model.embed_tokens.weight"),
    ("ElectraForMaskedLM", "electra.embeddings.word_embeddings.weight", "generator_lm_head.weight"),
    ("T5EncoderModel", "shared.weight", "encoder.embed_tokens.weight"),
    ("LlamaForSequenceClassification", "model.embed_tokens.weight", nil),
    ("SomebodysForCausalLM", "model.embed_tokens.weight", nil),
  ])
  func theClassSaysWhichNameSavingLeftOut(_ name: String, kept: String, dropped: String?) throws {
    var checkpoint = Checkpoint(
      tensors: [kept, "encoder.final.weight"].map {
        Checkpoint.Tensor(name: $0, shape: [2], dtype: "float32")
      })
    let config = #"{"architectures": ["\#(name)"], "tie_word_embeddings": true}"#
    checkpoint.inferTies(from: try #require(TransformersConfig(Array(config.utf8))))
    #expect(checkpoint.dropped.map(\.dropped) == [dropped].compactMap(\.self))
    #expect(checkpoint.dropped.allSatisfy { $0.kept == kept })
  }

  @Test(arguments: ["", "model.", "led.", "transformer."])
  func anEncoderAndADecoderShareTheirEmbedding(prefix: String) throws {
    var checkpoint = Checkpoint(
      tensors: ["shared.weight", "encoder.final.weight", "decoder.final.weight"].map {
        Checkpoint.Tensor(name: prefix + $0, shape: [2], dtype: "float32")
      })
    checkpoint.inferTies(from: try #require(TransformersConfig(Array("{}".utf8))))
    #expect(
      checkpoint.dropped.map(\.dropped)
        == ["encoder", "decoder"].map { "\(prefix)\($0).embed_tokens.weight" })
  }

  @Test func aHeadMayBeOneWithWhatSavingLeftOutToo() throws {
    var checkpoint = Checkpoint(
      tensors: ["model.shared.weight", "model.encoder.w", "model.decoder.w"].map {
        Checkpoint.Tensor(name: $0, shape: [2], dtype: "float32")
      })
    let config = #"{"architectures": ["MarianMTModel"]}"#
    checkpoint.inferTies(from: try #require(TransformersConfig(Array(config.utf8))))
    #expect(checkpoint.dropped.map(\.dropped).contains("lm_head.weight"))
    #expect(checkpoint.dropped.allSatisfy { $0.kept == "model.shared.weight" })
  }

  @Test func ofAbsentFilesTheNamesAreThere() throws {
    let index = try CheckpointIndex(
      ByteSource(Array(#"{"weight_map": {"a.w": "x.safetensors", "b.w": "y.safetensors"}}"#.utf8)))
    let checkpoint = try Checkpoint(index) { (_) throws(CheckpointError) in nil }
    let text = try CheckpointImport(checkpoint, words: "index").architecture()
    #expect(text.contains("which are written as [0]: x.safetensors and 1 more\n"))
    #expect(
      text.hasSuffix(
        """
        unknown: [classes, children, shapes]
        model:
          children:
            a: {parameters: {w: [0]}}
            b: {parameters: {w: [0]}}

        """))
    #expect(BuiltConfig(text).parameters == ["a.w [0]", "b.w [0]"])
  }
}
