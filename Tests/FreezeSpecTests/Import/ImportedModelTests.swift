import Foundation
import Testing

@testable import FreezeSpec

/// Models that PyTorch described (Tests/Oracle/imports.py), as configs.
@Suite struct ImportedModelTests {
  private static let golden = Repository.golden.appending(path: "imports")

  private static let names: [String] = {
    let files =
      (try? FileManager.default.contentsOfDirectory(at: golden, includingPropertiesForKeys: nil))
      ?? []
    return files.filter { $0.pathExtension == "json" }
      .map { $0.deletingPathExtension().lastPathComponent }.sorted()
  }()

  private func json(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Self.golden.appending(path: "\(name).json")))
  }

  private func imported(_ name: String) throws -> String {
    try ModelImport.architecture(describedBy: json(name), source: "torchvision:\(name)")
  }

  private func difference(_ text: String, _ json: [UInt8]) throws -> ModelDifference? {
    let files = ConfigFiles("config.yaml") { _ in Array(text.utf8) }
    return try ModelImport.difference(
      of: files.main, reader: files.reader, fromModelDescribedBy: json)
  }

  @Test func thereAreModelsToLookAt() { #expect(Self.names.count > 40) }

  @Test(arguments: names) func theConfigReadBackIsTheModel(_ name: String) throws {
    let text = try imported(name)
    #expect(try difference(text, json(name)) == nil)
    let outcome = ConfigFiles("config.yaml") { _ in Array(text.utf8) }.outcome
    #expect(outcome.plan != nil)
    #expect(outcome.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
  }

  @Test(arguments: [
    ("resnet18", 40), ("resnet50", 50), ("densenet121", 60), ("mobilenet_v3_large", 75),
    ("convnext_tiny", 60), ("llama", 59), ("t5", 84),
  ]) func theConfigIsAboutAsLongAsOneThatAPersonWrote(_ name: String, _ most: Int) throws {
    #expect(try imported(name).split(separator: "\n").count <= most)
  }

  @Test func classesGetTheArgumentsOfTheirConstructors() throws {
    #expect(
      try imported("resnet18") == """
        # imported from torchvision:resnet18 (torchvision 0.28.0, torch 2.13.0)
        classes:
          BasicBlock:
            args: [inplanes, planes, stride=1]
            children:
              conv1: Conv2d(inplanes, planes, 3, stride=stride, padding=1, bias=False)
              bn1: BatchNorm2d(planes)
              relu: ReLU(inplace=True)
              conv2: Conv2d(planes, planes, 3, padding=1, bias=False)
              bn2: BatchNorm2d(planes)
              downsample:
                Sequential(Conv2d(inplanes, planes, 1, stride=2, bias=False), BatchNorm2d(planes))
                if stride != 1 else None

        model:
          class: ResNet
          children:
            conv1: Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
            bn1: BatchNorm2d(64)
            relu: ReLU(inplace=True)
            maxpool: MaxPool2d(3, stride=2, padding=1)
            layer1:
              - {repeat: 2, module: "BasicBlock(64, 64)"}
            layer2: Sequential(BasicBlock(64, 128, stride=2), BasicBlock(128, 128))
            layer3: Sequential(BasicBlock(128, 256, stride=2), BasicBlock(256, 256))
            layer4: Sequential(BasicBlock(256, 512, stride=2), BasicBlock(512, 512))
            avgpool: AdaptiveAvgPool2d((1, 1))
            fc: Linear(512, 1000)

        """)
  }

  @Test func equalLayersAreARepeat() throws {
    let text = try imported("llama")
    #expect(text.contains("dtype: bfloat16\n"))
    #expect(text.contains("layers: {repeat: 6, module: LlamaDecoderLayer()}\n"))
  }

  @Test func namesAndSizesThatCountOnAreOneRepeat() throws {
    let text = try imported("densenet121")
    #expect(text.contains("denselayer{i + 1}:"))
    #expect(text.contains("module: _DenseLayer(num_input_features + 32 * i)"))
  }

  @Test func numbersWithZerosBeforeThemCountOnToo() throws {
    let text = try imported("children_by_padded_number")
    #expect(text.contains("block00{i + 1}: {repeat: 9, as: i,"))
    #expect(text.contains("block0{i + 10}: {repeat: 5, as: i,"))
    #expect(text.contains("0{i}: {repeat: 10, as: i, module: \"Linear(4, 2)\"}"))
  }

  @Test func aClassThatExtendsALayerIsDeclaredOnceWhateverItsModulesPrint() throws {
    let text = try imported("subclassed_layers")
    #expect(
      text.contains(
        """
          ScaledConv2d:
            extends: Conv2d
            args: [in_channels, out_channels, kernel_size, stride=1, groups=1]
            parameters:
              weight: [out_channels, in_channels // groups, kernel_size, kernel_size]
              bias: [out_channels]
              gain: [out_channels, 1, 1, 1]
        """))
    #expect(text.contains("ScaledConv2d(3, 16, 3, stride=2)"))
    #expect(text.contains("{', padding=(1, 1)' if kernel_size == 3 else ''}"))
    #expect(text.contains("{groups if groups != 1 else ''}"))
  }

  @Test func aValueThatOnlySomePartsHaveTellsWhereTheyAre() throws {
    let text = try imported("parts_that_only_some_have")
    #expect(text.contains("args: [size, p=None]"))
    #expect(text.contains("drop: Drop(p) if p is not None else Identity()"))
    #expect(text.contains("- Residual(4)\n"))
  }

  @Test func tiesOfBuffersAreComparedAsThoseOfParameters() throws {
    let (text, json) = (try imported("shared_buffers"), try json("shared_buffers"))
    let tie = try #require(text.range(of: "\ntie:\n"))
    let untied = try #require(try difference(String(text[..<tie.lowerBound]) + "\n", json))
    #expect(untied.message.contains("is tied otherwise"), "\(untied.message)")
    #expect(untied.ours != untied.theirs)
  }

  @Test func containersThatRegisterNoneAreNotMadeOneWithHolesInIt() throws {
    let text = try imported("containers_of_more_or_fewer")
    #expect(text.contains("classes:\n  Stage:\n"))
    #expect(text.contains("- Stage()\n"))
  }

  @Test func probabilitiesThatGrowWithTheDepthAreOneRepeat() throws {
    let text = try imported("convnext_tiny")
    #expect(text.contains("{repeat: 9, as: i, module: \"CNBlock(384, 0.1 * (i + 6) / 17)\"}"))
  }

  @Test func aModuleThatStandsTwiceInEachBlockIsADefaultOfItsClass() throws {
    #expect(try imported("shared_in_each_block").contains("args: [\"first=Linear(4, 4)\"]"))
  }

  @Test func classesOfOneNameAreToldApartByTheirModules() throws {
    let text = try imported("names_of_torch")
    #expect(text.contains("  quirks.Linear:\n"))
    #expect(text.contains("base_layer: Linear(n, n)\n"))
  }

  // MARK: Differences

  /// The descriptions of a model, and of one that differs from it in a text.
  private func changed(_ name: String, _ text: String, to other: String) throws -> String? {
    let config = try imported(name)
    let changed = String(decoding: try json(name), as: UTF8.self)
    #expect(changed.contains(text))
    let range = try #require(changed.range(of: text))
    return try difference(config, Array(changed.replacingCharacters(in: range, with: other).utf8))?
      .message
  }

  @Test func anotherShapeIsADifference() throws {
    #expect(
      try changed("a_layer_alone", #""shape":[4,3]"#, to: #""shape":[4,5]"#)
        == "the parameters of the model: weight [4, 3] float32 in the file, weight [4, 5] float32 in PyTorch"
    )
  }

  @Test func anotherNameIsADifference() throws {
    #expect(
      try changed("tied", #"["head","#, to: #"["lm_head","#)
        == "a child of the model: head in the file, lm_head in PyTorch")
  }

  @Test func anotherStateIsADifference() throws {
    let message = try changed("a_layer_alone", #""grad":true"#, to: #""grad":false"#)
    #expect(message?.contains("requires_grad=False in PyTorch") == true)
  }

  @Test func aTensorOfItsOwnIsADifferenceFromATie() throws {
    let text = try imported("tied").split(separator: "\n").prefix { !$0.hasPrefix("tie") }
    let difference = try difference(text.joined(separator: "\n") + "\n", json("tied"))
    #expect(difference?.message.contains("tied otherwise") == true)
  }

  @Test func aBufferThatIsKeptIsADifferenceFromOneThatIsNot() throws {
    let text = try imported("buffers_of_all_kinds").replacing(", persistent: false", with: "")
    let difference = try difference(text, json("buffers_of_all_kinds"))
    #expect(difference?.message.contains("persistent=False in PyTorch") == true)
  }

  @Test func whatDiffersIsShownAsADiffOfThePrints() throws {
    let text = try imported("resnet18").replacing(
      "fc: Linear(512, 1000)", with: "fc: Linear(512, 10)")
    let difference = try #require(try difference(text, json("resnet18")))
    let lines = String(
      decoding: difference.diff(from: "a.yaml", to: "torchvision:resnet18"), as: UTF8.self
    )
    .split(separator: "\n")
    #expect(lines.prefix(2) == ["--- a.yaml", "+++ torchvision:resnet18"])
    #expect(lines.contains("-  (fc): Linear(in_features=512, out_features=10, bias=True)"))
    #expect(lines.contains("+  (fc): Linear(in_features=512, out_features=1000, bias=True)"))
  }

  // MARK: Texts that are no description

  @Test(arguments: [
    (#"{"error":"there is no torch","help":["install it"]}"#, "there is no torch"),
    ("", "Python did not describe the model: it ends where a value is wanted (byte 0)"),
    (#"{"modules":[{"class":0}]}"#, "the description of the model refers to what is not in it"),
    (
      #"{"classes":[{"name":"A"}],"modules":[{"class":0,"children":[["a",0]]}]}"#,
      "the description of the model refers to what is not in it"
    ),
    (
      #"{"classes":[{"name":"A"}],"modules":[{"class":0}],"tensors":[{"dtype":"quint4x2"}]}"#,
      "a tensor is of the type torch.quint4x2, which no config has"
    ),
  ]) func whatIsNoModelIsAnError(_ json: String, _ message: String) {
    #expect {
      try ModelImport.architecture(describedBy: Array(json.utf8), source: "torch:a:b")
    } throws: {
      ($0 as? ImportError)?.message == message
    }
  }

  @Test func modulesThatLieTooDeepAreAnError() {
    let modules = (0..<200).map { number in
      number == 0 ? #"{"class":0}"# : #"{"class":0,"children":[["a",\#(number - 1)]]}"#
    }
    let json =
      #"{"classes":[{"name":"A"}],"root":199,"modules":["# + modules.joined(separator: ",") + "]}"
    #expect(throws: ImportError.self) {
      try ModelImport.architecture(describedBy: Array(json.utf8), source: "torch:a:b")
    }
  }

  // MARK: Its program and its head

  @Test func theProgramIsTheFile() throws {
    let file = Repository.library.appending(path: "Import/Assets/describe.py")
    let isSame = try String(contentsOf: file, encoding: .utf8) == ModelImport.program
    #expect(isSame, "run Scripts/generate.py")
  }

  @Test(arguments: [
    ("# imported from timm:vit (timm 1.0, torch 2.13.0)\nmodel: ReLU\n", "timm:vit"),
    ("# a plan\n# imported from hf:x --class A (torch 2.0)\nmodel: ReLU\n", "hf:x --class A"),
    ("# imported from torch:m:f --arg 'a=(1, 2)' (torch 2.0)\n", "torch:m:f --arg 'a=(1, 2)'"),
    ("# imported from torch:m:f\r\n", "torch:m:f"),
    ("model: ReLU # imported from a:b\n", nil),
  ]) func theHeadTellsTheSource(_ text: String, _ words: String?) {
    #expect(ImportedSource(headOf: Array(text.utf8))?.words == words)
  }
}
