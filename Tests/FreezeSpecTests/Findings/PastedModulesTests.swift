import Testing

@testable import FreezeSpec

/// Cures of what is written as Python, `print(model)`, other tools and other languages have it.
@Suite struct PastedModulesTests {
  typealias Mistake = TextCuresTests.Mistake

  @Test(arguments: pasted)
  func aMistakeHasItsCure(mistake: Mistake) {
    TextCuresTests().aMistakeHasItsCure(mistake: mistake)
  }

  static let pasted = [
    Mistake(
      "model:\n  children:\n    layers: \"(0-3): 4 x Linear(8, 8)\"\n",
      "equal modules are a repeat: write {repeat: 4, module: \"Linear(8, 8)\"}",
      "model:\n  children:\n    layers: {repeat: 4, module: \"Linear(8, 8)\"}\n"),
    Mistake(
      "model:\n  children: {layers: \"ModuleList((0-3): 4 x Linear(8, 8))\"}\n",
      "equal modules are a repeat: write {repeat: 4, module: \"Linear(8, 8)\"}",
      "model:\n  children: {layers: {repeat: 4, module: \"Linear(8, 8)\"}}\n"),
    Mistake(
      "model:\n  children: {fc: \"(1): Linear(8, 8)\"}\n",
      "a number is no part of a module: write \"Linear(8, 8)\"",
      "model:\n  children: {fc: \"Linear(8, 8)\"}\n"),
    Mistake(
      "model: \"ModuleDict({'a': Linear(2, 2), 'b': ReLU()})\"\n",
      "named modules are children: write {class: ModuleDict, children: {a: \"Linear(2, 2"
        + ")\", b: \"ReLU()\"}}",
      "model: {class: ModuleDict, children: {a: \"Linear(2, 2)\", b: \"ReLU()\"}}\n"),
    Mistake(
      "model: \"Sequential(OrderedDict(fc=Linear(2, 2), act=ReLU()))\"\n",
      "named modules are children: write {class: Sequential, children: {fc: \"Linear(2, "
        + "2)\", act: \"ReLU()\"}}",
      "model: {class: Sequential, children: {fc: \"Linear(2, 2)\", act: \"ReLU()\"}}\n"),
    Mistake(
      "model: \"Sequential(OrderedDict({'fc': Linear(2, 2)}))\"\n",
      "named modules are children: write {class: Sequential, children: {fc: \"Linear(2, 2)\"}}",
      "model: {class: Sequential, children: {fc: \"Linear(2, 2)\"}}\n"),
    Mistake(
      "model: Linear(8, 8).to('cuda').eval()\n",
      "methods of modules are not called here: take `.to('cuda').eval()` out",
      nil),
    Mistake(
      "model: Linear(8, 8).requires_grad_(False)\n",
      "what freezes stands under `rules`: take `.requires_grad_(False)` out",
      nil),
    Mistake(
      "model: [\"F.linear(8, 8)\", ReLU()]\n",
      "`F.linear` is a function, and its module is another: write Linear",
      nil),
    Mistake(
      "model: [\"Linear(8, 8)\", F.relu]\n",
      "`F.relu` is a function, and its module is another: write ReLU",
      nil),
    Mistake(
      "model: nn.functional.max_pool2d(2)\n",
      "`nn.functional.max_pool2d` is a function, and its module is another: write MaxPool2d",
      nil),
    Mistake(
      "model: {repeat: range(4), module: \"Linear(8, 8)\"}\n",
      "a repeat takes the count: write 4",
      "model: {repeat: 4, module: \"Linear(8, 8)\"}\n"),
    Mistake(
      "model: {repeat: \"range(2, 6)\", module: \"Linear(8, 8)\"}\n",
      "a repeat takes the count: write 4",
      "model: {repeat: \"4\", module: \"Linear(8, 8)\"}\n"),
    Mistake(
      "model: Linear(8, 8)\nsoftmax: {temperature: 1, logits: \"torch.tensor([1.0, 2.0])\"}\n",
      "numbers are a list: write [1.0, 2.0]",
      "model: Linear(8, 8)\nsoftmax: {temperature: 1, logits: [1.0, 2.0]}\n"),
    Mistake(
      "model: {parameters: {w: 3x4}}\n",
      "a shape is a list of sizes: write [3, 4]",
      nil),
    Mistake(
      "model: \"Linear(1e1, 8)\"\n",
      "it has to be an integer: write 10",
      "model: \"Linear(10, 8)\"\n"),
    Mistake(
      "let: {n: 2K}\nmodel: \"Linear(n, 8)\"\n",
      "it has to be an integer: write 2000",
      "let: {n: 2000}\nmodel: \"Linear(n, 8)\"\n"),
    Mistake(
      "let:\n  p: 10%\nmodel: [Dropout(p), \"Linear(2, 2)\"]\n",
      "a percentage is a fraction: write 0.1",
      "let:\n  p: 0.1\nmodel: [Dropout(p), \"Linear(2, 2)\"]\n"),
    Mistake(
      "classes:\n  B:\n    args: [n, m: int = 3]\n    children: {x: \"Linear(n, m)\"}\nm"
        + "odel: B(2)\n",
      "write [n, m=3]",
      "classes:\n  B:\n    args: [n, m=3]\n    children: {x: \"Linear(n, m)\"}\nmodel: B(2)\n"),
    Mistake(
      "model: Linear(8, 8)\n-- the end\n",
      "a comment begins with #: write `#` in place of `--`",
      "model: Linear(8, 8)\n# the end\n"),
    Mistake(
      "model: Linear(8, 8) ; the model\n",
      "a comment begins with #: write `#` in place of `;`",
      "model: Linear(8, 8) # the model\n"),
    Mistake(
      "/* the model */\nmodel: Linear(8, 8)\n",
      "a comment begins with #: write `#` in place of `/*`, and take `*/` out",
      "# the model\nmodel: Linear(8, 8)\n"),
    Mistake(
      "% the model\nmodel: Linear(8, 8)\n",
      "a comment begins with #: write `#` in place of `%`",
      "# the model\nmodel: Linear(8, 8)\n"),
    Mistake(
      "model: Linear(8, 8)\nexpect: [{trainable_elements: {max: 1e3}}]\n",
      "write 1000",
      "model: Linear(8, 8)\nexpect: [{trainable_elements: {max: 1000}}]\n"),
    Mistake(
      "model: Linear(8, 8)\nexpect: [{trainable_elements: {max: 7B}}]\n",
      "write 7000000000",
      "model: Linear(8, 8)\nexpect: [{trainable_elements: {max: 7000000000}}]\n"),
    Mistake(
      "model: Linear(8, 8)\nexpect: [{trainable_elements: {max: \"1,240\"}}]\n",
      "write 1240",
      "model: Linear(8, 8)\nexpect: [{trainable_elements: {max: 1240}}]\n"),
    Mistake(
      "model: Linear(8, 8)\nexpect: [{trainable_fraction: 100%}]\n",
      "write 1.0",
      "model: Linear(8, 8)\nexpect: [{trainable_fraction: 1.0}]\n"),
    Mistake(
      "model: {children: {body: [\"Linear(2, 2)\", \"Linear(2, 2)\", \"Linear(2, 2)\"]}}"
        + "\nrules: [{freeze: {module: \"body[range(1, 3)]\"}}]\n",
      "write [1:3]",
      "model: {children: {body: [\"Linear(2, 2)\", \"Linear(2, 2)\", \"Linear(2, 2)\"]}}"
        + "\nrules: [{freeze: {module: \"body[1:3]\"}}]\n"),
    Mistake(
      "model: Dense(8)\n",
      "what comes nearest is Linear(in_features, out_features, bias, device, …), which t"
        + "akes other arguments",
      nil),
    Mistake(
      "model: hf:bert-base-uncased\n",
      "this names a model of Python: freezespec import hf:bert-base-uncased -o FILE.yaml"
        + " writes it as a config, which {from: FILE.yaml} reads",
      nil),
    Mistake(
      "model: {from: timm:resnet18}\n",
      "this names a model of Python: freezespec import timm:resnet18 -o FILE.yaml writes"
        + " it as a config, which {from: FILE.yaml} reads",
      nil),
    Mistake(
      "model: torch.hub.load('pytorch/vision', 'resnet18')\n",
      "declare its layers, or take a config that does: {from: FILE.yaml}, made by freeze"
        + "spec import torch:FILE.py:FUNCTION",
      nil),
    Mistake(
      "model: Linear(8, 8)\nunfrozen_parameters: [weight]\n",
      "it is a setting of axolotl: freezespec import --rules FILE --for axolotl --model "
        + "CONFIG makes rules of it",
      nil),
    Mistake(
      "model: Linear(8, 8)\nfreeze_layers: [0, 1]\n",
      "what freezes and what trains stands under `rules`: `- freeze: …`, `- train: …`",
      nil),
    Mistake(
      "model: Linear(8, 8)\nrules:\n  - freeze_backbone: true\n",
      "what freezes and what trains stands under `rules`: `- freeze: …`, `- train: …`",
      nil),
    Mistake(
      "model: Linear(8, 8)\nrules:\n  - freeze: >\n      weight\n",
      "a block of text ends in a line break: write weight behind the key",
      nil),
    Mistake(
      "model: Linear(8, 8)\nrules:\n  - freeze: |\n      weight\n      bias\n",
      "several values are a list: write [weight, bias]",
      nil),
  ]

  @Test(arguments: [
    "model: Linear(8, 8)\nexpect: [{trainable_elements: 7x}]",
    "model: Linear(8, 8)\nexpect: [{trainable_elements: 1.5}]",
    "model: Linear(8, 8)\nexpect: [{trainable_elements: \"12,34\"}]",
    "model: {repeat: 3x4, module: \"Linear(8, 8)\"}",
    "model: {repeat: \"range(4, 2)\", module: \"Linear(8, 8)\"}",
  ])
  func whatIsNotKnownIsNotGuessed(text: String) {
    #expect(!MadePlan(text).cures.contains { $0.contains("write ") && !$0.contains("calls make") })
  }
}
