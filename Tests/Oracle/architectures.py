"""The real architectures behind ``configs/``, as PyTorch itself builds them.

Every config describes a published model. This script builds the same model out of torchvision or
transformers (on the meta device, so without weights), freezes it with a few lines of plain PyTorch, and
keeps what came of it in ``Tests/FreezeSpecTests/Golden/architectures/<name>.json``:

    python Tests/Oracle/architectures.py            write the golden files
    python Tests/Oracle/architectures.py --check    fail where a golden file and PyTorch differ
    python Tests/Oracle/architectures.py --binary .build/release/freezespec
                                                    compare the command with PyTorch, config by config

Names of configs behind these limit the run to them. The versions that count are in ``VERSIONS``; the
freezing below knows nothing of freezespec, so that a shared mistake would have to be made twice.
"""

from __future__ import annotations

import argparse
import fnmatch
import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import oracle
import torch
from oracle import json_line
from torch import nn

__all__ = ["ARCHITECTURES", "Architecture", "check", "describe"]

ROOT = Path(__file__).resolve().parents[2]
CONFIGS = ROOT / "configs"
GOLDEN = oracle.GOLDEN / "architectures"

VERSIONS = {"torch": "2.13.0", "torchvision": "0.28.0", "transformers": "5.23.0"}


# ---------------------------------------------------------------------------------------------------
# The table of architectures


@dataclass(frozen=True)
class Architecture:
    """A model that PyTorch can build, and the recipe that freezes a part of it."""

    name: str
    """The stem of its config and of its golden file."""
    source: str
    """Where the model comes from, versions included."""
    build: Callable[[], nn.Module]
    freeze: Callable[[nn.Module], None]

    def frozen_model(self) -> nn.Module:
        """The model on the meta device, its recipe applied."""
        with torch.device("meta"):
            model = self.build()
        self.freeze(model)
        return model


ARCHITECTURES: dict[str, Architecture] = {}


def _architecture(name: str, source: str, build: Callable[[], nn.Module]) -> Callable:
    """Enters a model in the table; the function below the decorator is its recipe."""

    def enter(freeze: Callable[[nn.Module], None]) -> Callable[[nn.Module], None]:
        ARCHITECTURES[name] = Architecture(name, source.format(**VERSIONS), build, freeze)
        return freeze

    return enter


# ---------------------------------------------------------------------------------------------------
# Libraries, imported when a model needs them


def _torchvision():
    """torchvision, with its compiled operators declared where the build beside a CPU torch cannot load them."""
    try:
        import torchvision
    except RuntimeError:  # operator torchvision::nms does not exist
        for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
            del sys.modules[name]
        operators = torch.library.Library("torchvision", "DEF")
        for name in ("nms", "qnms", "roi_align", "roi_pool", "ps_roi_align", "ps_roi_pool", "deform_conv2d"):
            operators.define(f"{name}(Tensor input) -> Tensor")
            operators.define(f"_{name}_backward(Tensor input) -> Tensor")
        import torchvision

        torchvision.operators = operators  # they last as long as this object
    return torchvision


def _vision(name: str) -> Callable[[], nn.Module]:
    return lambda: getattr(_torchvision().models, name)()


def _transformers():
    _torchvision()  # transformers imports it in turn
    import transformers

    return transformers


def _hugging_face(model: str, config: str, dtype: torch.dtype = torch.float32, **sizes) -> Callable[[], nn.Module]:
    """The model class built from its configuration class, as ``from_pretrained`` builds it in that dtype."""

    def build() -> nn.Module:
        library = _transformers()
        return getattr(library, model)._from_config(getattr(library, config)(**sizes), dtype=dtype)

    return build


# ---------------------------------------------------------------------------------------------------
# The models, each with the freezing that its config stands for


def _perceptron() -> nn.Module:
    return nn.Sequential(nn.Linear(10, 20), nn.ReLU(), nn.Linear(20, 30), nn.ReLU(), nn.Linear(30, 40))


@_architecture("mlp", "torch {torch} Sequential(Linear(10, 20), …)", _perceptron)
def _(model):
    for name, parameter in model.named_parameters():
        if name in ("0.weight", "0.bias", "2.weight", "2.bias"):
            parameter.requires_grad = False


@_architecture("resnet18", "torchvision {torchvision} resnet18()", _vision("resnet18"))
def _(model):
    for parameter in model.parameters():
        parameter.requires_grad = False
    for parameter in model.fc.parameters():
        parameter.requires_grad = True


@_architecture("resnet50", "torchvision {torchvision} resnet50()", _vision("resnet50"))
def _(model):
    for stage in (model.conv1, model.bn1, model.layer1, model.layer2, model.layer3):
        stage.requires_grad_(False)
    for module in model.layer4.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.requires_grad_(False)


@_architecture("vit_b_16", "torchvision {torchvision} vit_b_16()", _vision("vit_b_16"))
def _(model):
    model.requires_grad_(False)
    for module in model.modules():
        if isinstance(module, nn.MultiheadAttention):
            module.requires_grad_(True)
    model.encoder.pos_embedding.requires_grad = True
    model.heads.requires_grad_(True)


@_architecture("mobilenet_v3_large", "torchvision {torchvision} mobilenet_v3_large()", _vision("mobilenet_v3_large"))
def _(model):
    for block in model.features[:-4]:
        block.requires_grad_(False)
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.requires_grad_(False)


@_architecture("densenet121", "torchvision {torchvision} densenet121()", _vision("densenet121"))
def _(model):
    for name, parameter in model.named_parameters():
        part = name.split(".")[1]
        if part in ("conv0", "norm0") or fnmatch.fnmatchcase(part, "denseblock[123]"):
            parameter.requires_grad = False
        if fnmatch.fnmatchcase(part, "transition*"):
            parameter.requires_grad = False


@_architecture("convnext_tiny", "torchvision {torchvision} convnext_tiny()", _vision("convnext_tiny"))
def _(model):
    norms = {id(p) for m in model.modules() if isinstance(m, nn.LayerNorm) for p in m.parameters()}
    for name, parameter in model.features.named_parameters():
        if id(parameter) not in norms and not name.endswith(".layer_scale"):
            parameter.requires_grad = False


def _faster_rcnn() -> nn.Module:
    """What fasterrcnn_resnet50_fpn() makes of a pretrained backbone, without fetching its weights."""
    vision = _torchvision()
    backbone = vision.models.resnet50(norm_layer=vision.ops.misc.FrozenBatchNorm2d)
    extractor = vision.models.detection.backbone_utils._resnet_fpn_extractor(backbone, trainable_layers=3)
    return vision.models.detection.FasterRCNN(extractor, num_classes=91)


@_architecture(
    "fasterrcnn_resnet50_fpn",
    "torchvision {torchvision} fasterrcnn_resnet50_fpn(weights_backbone=IMAGENET1K_V1)",
    _faster_rcnn,
)
def _(model):
    pass  # torchvision itself froze the first stages of the backbone


_BERT = _hugging_face("BertForSequenceClassification", "BertConfig")


@_architecture("bert_base", "transformers {transformers} BertForSequenceClassification(BertConfig())", _BERT)
def _(model):
    model.bert.embeddings.requires_grad_(False)
    for layer in model.bert.encoder.layer[:6]:
        layer.requires_grad_(False)


@_architecture("bert_base_bitfit", "transformers {transformers} BertForSequenceClassification(BertConfig())", _BERT)
def _(model):
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.endswith(".bias") or name.startswith("classifier.")


@_architecture(
    "distilbert_base",
    "transformers {transformers} DistilBertForSequenceClassification(DistilBertConfig())",
    _hugging_face("DistilBertForSequenceClassification", "DistilBertConfig"),
)
def _(model):
    model.distilbert.embeddings.requires_grad_(False)
    for index in range(4):
        model.distilbert.transformer.layer[index].requires_grad_(False)


@_architecture(
    "gpt2",
    "transformers {transformers} GPT2LMHeadModel(GPT2Config())",
    _hugging_face("GPT2LMHeadModel", "GPT2Config"),
)
def _(model):
    for name, parameter in model.named_parameters():
        kept = (".ln_", ".wpe.")
        if name.startswith("transformer.") and not any(part in name for part in kept):
            parameter.requires_grad = False


@_architecture(
    "llama3_8b",
    "transformers {transformers} LlamaForCausalLM, the sizes of Llama 3 8B, bfloat16",
    _hugging_face(
        "LlamaForCausalLM",
        "LlamaConfig",
        dtype=torch.bfloat16,
        vocab_size=128256,
        hidden_size=4096,
        intermediate_size=14336,
        num_hidden_layers=32,
        num_attention_heads=32,
        num_key_value_heads=8,
        max_position_embeddings=8192,
        rms_norm_eps=1e-5,
    ),
)
def _(model):
    model.requires_grad_(False)
    for part in (*model.model.layers[-2:], model.model.norm, model.lm_head):
        part.requires_grad_(True)


@_architecture(
    "t5_small",
    "transformers {transformers} T5ForConditionalGeneration(T5Config())",
    _hugging_face("T5ForConditionalGeneration", "T5Config"),
)
def _(model):
    model.requires_grad_(False)
    for module in model.modules():
        if type(module).__name__ == "T5LayerCrossAttention":
            module.requires_grad_(True)


@_architecture(
    "whisper_small",
    "transformers {transformers} WhisperForConditionalGeneration, the sizes of whisper-small",
    _hugging_face(
        "WhisperForConditionalGeneration",
        "WhisperConfig",
        vocab_size=51865,
        d_model=768,
        encoder_layers=12,
        encoder_attention_heads=12,
        encoder_ffn_dim=3072,
        decoder_layers=12,
        decoder_attention_heads=12,
        decoder_ffn_dim=3072,
        pad_token_id=50257,
    ),
)
def _(model):
    model.freeze_encoder()
    for module in model.model.decoder.modules():
        if isinstance(module, nn.Embedding):
            module.requires_grad_(False)


@_architecture(
    "wav2vec2_base",
    "transformers {transformers} Wav2Vec2ForCTC(Wav2Vec2Config())",
    _hugging_face("Wav2Vec2ForCTC", "Wav2Vec2Config"),
)
def _(model):
    model.freeze_feature_encoder()


@_architecture(
    "clip_vit_b_32",
    "transformers {transformers} CLIPModel(CLIPConfig())",
    _hugging_face("CLIPModel", "CLIPConfig"),
)
def _(model):
    model.vision_model.requires_grad_(False)
    model.visual_projection.requires_grad_(False)


# ---------------------------------------------------------------------------------------------------
# Mixtral, as transformers 4 built it


class MixtralAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.q_proj = nn.Linear(4096, 32 * 128, bias=False)
        self.k_proj = nn.Linear(4096, 8 * 128, bias=False)
        self.v_proj = nn.Linear(4096, 8 * 128, bias=False)
        self.o_proj = nn.Linear(32 * 128, 4096, bias=False)


class SiLUActivation(nn.Module):
    pass


class MixtralBlockSparseTop2MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1 = nn.Linear(4096, 14336, bias=False)
        self.w2 = nn.Linear(14336, 4096, bias=False)
        self.w3 = nn.Linear(4096, 14336, bias=False)
        self.act_fn = SiLUActivation()


class MixtralSparseMoeBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate = nn.Linear(4096, 8, bias=False)
        self.experts = nn.ModuleList([MixtralBlockSparseTop2MLP() for _ in range(8)])


class MixtralRMSNorm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4096))
        self.variance_epsilon = 1e-5

    def extra_repr(self):
        return f"{tuple(self.weight.shape)}, eps={self.variance_epsilon}"


class MixtralDecoderLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.self_attn = MixtralAttention()
        self.block_sparse_moe = MixtralSparseMoeBlock()
        self.input_layernorm = MixtralRMSNorm()
        self.post_attention_layernorm = MixtralRMSNorm()


class MixtralRotaryEmbedding(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("inv_freq", torch.empty(64, dtype=torch.float32), persistent=False)


class MixtralModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed_tokens = nn.Embedding(32000, 4096)
        self.layers = nn.ModuleList([MixtralDecoderLayer() for _ in range(32)])
        self.norm = MixtralRMSNorm()
        self.rotary_emb = MixtralRotaryEmbedding()


class MixtralForCausalLM(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = MixtralModel()
        self.lm_head = nn.Linear(4096, 32000, bias=False)


def _mixtral() -> nn.Module:
    """Mixtral with separate experts, under the names of its checkpoint.

    transformers 5 fuses the experts of a layer into one tensor. The classes above are those of
    transformers 4; where that is installed, its own are taken, so that ``--check mixtral_8x7b`` under
    transformers 4.57.1 proves them equal.
    """
    if importlib.metadata.version("transformers").startswith("4."):
        return _hugging_face("MixtralForCausalLM", "MixtralConfig", dtype=torch.bfloat16)()
    try:
        torch.set_default_dtype(torch.bfloat16)
        return MixtralForCausalLM()
    finally:
        torch.set_default_dtype(torch.float32)


@_architecture("mixtral_8x7b", "transformers 4.57.1 MixtralForCausalLM(MixtralConfig()), bfloat16", _mixtral)
def _(model):
    for name, parameter in model.named_parameters():
        if re.search(r"\.experts\.|\.gate\.weight$|embed_tokens|lm_head", name):
            parameter.requires_grad = False


# ---------------------------------------------------------------------------------------------------
# Golden files


def describe(model: nn.Module) -> dict:
    """What a golden file holds of a model."""
    names: dict[int, list[str]] = {}
    for name, parameter in model.named_parameters(remove_duplicate=False):
        names.setdefault(id(parameter), []).append(name)
    return {
        "parameters": [
            [name, list(tensor.shape), oracle.dtype_name(tensor.dtype)] for name, tensor in model.named_parameters()
        ],
        "buffers": oracle.describe_buffers(model),
        "tied": [group for group in names.values() if len(group) > 1],
        "frozen": [name for name, parameter in model.named_parameters() if not parameter.requires_grad],
        "classes": {name: type(module).__name__ for name, module in model.named_modules(remove_duplicate=False)},
        "print": repr(model),
    }


def _golden_text(architecture: Architecture) -> str:
    """The golden file, one entry a line so that a change of it reads well."""
    lines = []
    for key, value in {"source": architecture.source, **describe(architecture.frozen_model())}.items():
        if isinstance(value, list) and value:
            text = "[\n" + ",\n".join(json_line(item) for item in value) + "\n]"
        elif isinstance(value, dict):
            text = "{\n" + ",\n".join(f"{json_line(k)}:{json_line(v)}" for k, v in value.items()) + "\n}"
        else:
            text = json_line(value)
        lines.append(f"{json_line(key)}:{text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _write(architectures: list[Architecture]) -> int:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for architecture in architectures:
        (GOLDEN / f"{architecture.name}.json").write_text(_golden_text(architecture), encoding="utf-8")
    print(f"wrote {len(architectures)} golden files")
    return 0


def _check_golden(architectures: list[Architecture]) -> int:
    stale = []
    for architecture in architectures:
        path = GOLDEN / f"{architecture.name}.json"
        if not path.exists() or path.read_text(encoding="utf-8") != _golden_text(architecture):
            stale.append(architecture.name)
    known = set(ARCHITECTURES)
    strays = sorted(path.name for path in GOLDEN.glob("*.json") if path.stem not in known)
    for name in stale:
        print(f"{name}: the golden file differs from PyTorch")
    for name in strays:
        print(f"{name}: a golden file of no architecture")
    print(f"{len(architectures) - len(stale)} of {len(architectures)} golden files equal PyTorch")
    return 1 if stale or strays else 0


# ---------------------------------------------------------------------------------------------------
# The command against PyTorch


def check(binary: str, names: list[str] | None = None) -> tuple[int, int]:
    """Runs the command on every config and compares it with the live model.

    Prints each mismatch. Returns how many facts were compared, and how many of them differ; a fact is
    one of parameters, buffers, requires_grad, ties, classes, print and clean, for one config.
    """
    compared = differing = 0
    for name in names or ARCHITECTURES:
        model = ARCHITECTURES[name].frozen_model()
        for fact, ours, theirs in _facts(binary, CONFIGS / f"{name}.yaml", model):
            compared += 1
            if ours != theirs:
                differing += 1
                print(f"{name}: {fact} differs: {_first_difference(ours, theirs)}")
    undescribed = sorted(path.name for path in CONFIGS.glob("*.yaml") if path.stem not in ARCHITECTURES)
    for config in undescribed:
        print(f"{config}: no architecture to compare it with")
    return compared, differing + len(undescribed)


def _facts(binary: str, config: Path, model: nn.Module) -> list[tuple[str, object, object]]:
    """What the command says about a config beside what PyTorch says: (fact, command, PyTorch)."""
    expected = describe(model)
    path = str(config.relative_to(ROOT))
    apply = _run(binary, "apply", "--format", "json", path)
    show = _run(binary, "show", path)
    try:
        plan = json.loads(apply.stdout)
    except json.JSONDecodeError:
        return [("clean", apply.stderr.strip() or apply.stdout, "")]
    parameters = plan["parameters"]
    owners = {name: name.rpartition(".")[0] for name, _, _ in expected["parameters"]}
    return [
        ("clean", (apply.returncode, plan["diagnostics"], apply.stderr), (0, [], "")),
        ("parameters", _entries(parameters), expected["parameters"]),
        ("buffers", _entries(plan["buffers"]), expected["buffers"]),
        ("requires_grad", [p["name"] for p in parameters if not p["requires_grad"]], expected["frozen"]),
        ("ties", [_names(p) for p in parameters if p["tied_names"]], [sorted(group) for group in expected["tied"]]),
        (
            "classes",
            [[p["name"], p["module"], p["class"]] for p in parameters],
            [[name, owner, expected["classes"][owner]] for name, owner in owners.items()],
        ),
        ("print", show.stdout.splitlines(), expected["print"].splitlines()),
    ]


def _run(binary: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(binary).resolve()), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def _entries(tensors: list[dict]) -> list[list]:
    return [[tensor["name"], tensor["shape"], tensor["dtype"]] for tensor in tensors]


def _names(parameter: dict) -> list[str]:
    return sorted({parameter["name"], *parameter["tied_names"]})


def _first_difference(ours: object, theirs: object) -> str:
    if isinstance(ours, list) and isinstance(theirs, list):
        for index, (mine, other) in enumerate(zip(ours, theirs)):
            if mine != other:
                return f"at {index}, freezespec {mine!r}, PyTorch {other!r}"
        return f"freezespec has {len(ours)} entries, PyTorch {len(theirs)}"
    return f"freezespec {ours!r}, PyTorch {theirs!r}"


# ---------------------------------------------------------------------------------------------------


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="configs to limit the run to")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="fail where a golden file and PyTorch differ")
    mode.add_argument("--binary", metavar="FILE", help="compare this freezespec with PyTorch")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in ARCHITECTURES]
    if unknown:
        parser.error(f"no architecture is named {', '.join(unknown)}")
    if arguments.binary:
        compared, differing = check(arguments.binary, arguments.names or None)
        print(f"{compared - differing} of {compared} facts equal PyTorch's")
        return 1 if differing else 0
    architectures = [ARCHITECTURES[name] for name in arguments.names or ARCHITECTURES]
    return _check_golden(architectures) if arguments.check else _write(architectures)


if __name__ == "__main__":
    sys.exit(_main())
