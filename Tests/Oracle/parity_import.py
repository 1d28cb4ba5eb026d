"""Models that `freezespec import` writes, held against the live ones: of torchvision, timm and transformers, and quirks."""

from __future__ import annotations

import inspect
import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import architectures
import oracle
import torch
from binary import Binary, Run, Tally
from quirks import QUIRKS
from torch import nn

HERE = Path(__file__).resolve().parent

TORCHVISION = """
alexnet convnext_tiny deeplabv3_resnet50 densenet121 efficientnet_b0 efficientnet_v2_s fasterrcnn_resnet50_fpn fcn_resnet50
fcos_resnet50_fpn googlenet inception_v3 keypointrcnn_resnet50_fpn lraspp_mobilenet_v3_large maskrcnn_resnet50_fpn maxvit_t
mnasnet1_0 mobilenet_v2 mobilenet_v3_large mvit_v1_b r3d_18 raft_large regnet_y_400mf resnet18 resnet50 resnext50_32x4d
retinanet_resnet50_fpn s3d shufflenet_v2_x1_0 squeezenet1_0 ssd300_vgg16 ssdlite320_mobilenet_v3_large swin3d_t swin_t
swin_v2_t vgg16_bn vit_b_16
""".split()

TIMM = """
beit_base_patch16_224 caformer_s18 cait_xxs24_224 coat_lite_tiny convnextv2_tiny crossvit_9_240 cspdarknet53 davit_tiny dla34
dpn68 edgenext_small efficientvit_b0 eva02_tiny_patch14_224 fastvit_t8 focalnet_tiny_srf gcvit_xxtiny ghostnet_100 hrnet_w18
inception_v4 levit_128 maxvit_tiny_tf_224 mixer_b16_224 mobilenetv4_conv_small mvitv2_tiny nest_tiny nfnet_f0 poolformer_s12
pvt_v2_b0 regnety_004 repvgg_a2 res2net50_26w_4s seresnet50 swin_tiny_patch4_window7_224 tf_efficientnetv2_s twins_pcpvt_small
vit_base_patch16_224 volo_d1_224 xcit_nano_12_p16_224
""".split()

# Of transformers: the config, the model, and what of the config is not its default.
TRANSFORMERS = {
    "albert": ("AlbertConfig", "AlbertForMaskedLM", {}),
    "bart": ("BartConfig", "BartForConditionalGeneration", {}),
    "bert": ("BertConfig", "BertForSequenceClassification", {}),
    "bloom": ("BloomConfig", "BloomForCausalLM", {}),
    "clip": ("CLIPConfig", "CLIPModel", {}),
    "deberta_v2": ("DebertaV2Config", "DebertaV2ForTokenClassification", {}),
    "deepseek_v3": ("DeepseekV3Config", "DeepseekV3ForCausalLM", {"num_hidden_layers": 6}),
    "detr": ("DetrConfig", "DetrForObjectDetection", {"use_timm_backbone": False, "backbone": None, "backbone_config": None}),
    "distilbert": ("DistilBertConfig", "DistilBertForSequenceClassification", {}),
    "electra": ("ElectraConfig", "ElectraForPreTraining", {}),
    "falcon": ("FalconConfig", "FalconForCausalLM", {}),
    "gemma3": ("Gemma3TextConfig", "Gemma3ForCausalLM", {"dtype": "bfloat16"}),
    "gpt2": ("GPT2Config", "GPT2LMHeadModel", {}),
    "gpt_neox": ("GPTNeoXConfig", "GPTNeoXForCausalLM", {"num_hidden_layers": 8}),
    "gpt_oss": ("GptOssConfig", "GptOssForCausalLM", {"num_hidden_layers": 4}),
    "hubert": ("HubertConfig", "HubertForCTC", {}),
    "jamba": ("JambaConfig", "JambaForCausalLM", {"num_hidden_layers": 16}),
    "llama": ("LlamaConfig", "LlamaForCausalLM", {"dtype": "bfloat16"}),
    "llava": ("LlavaConfig", "LlavaForConditionalGeneration", {}),
    "mamba": ("MambaConfig", "MambaForCausalLM", {}),
    "mamba2": ("Mamba2Config", "Mamba2ForCausalLM", {"num_hidden_layers": 4}),
    "mistral": ("MistralConfig", "MistralForSequenceClassification", {}),
    "mixtral": ("MixtralConfig", "MixtralForCausalLM", {"dtype": "bfloat16"}),
    "mobilebert": ("MobileBertConfig", "MobileBertForMaskedLM", {}),
    "olmoe": ("OlmoeConfig", "OlmoeForCausalLM", {}),
    "opt": ("OPTConfig", "OPTForCausalLM", {}),
    "phi3": ("Phi3Config", "Phi3ForCausalLM", {"dtype": "bfloat16"}),
    "qwen2_vl": ("Qwen2_5_VLConfig", "Qwen2_5_VLForConditionalGeneration", {}),
    "qwen3": ("Qwen3Config", "Qwen3ForCausalLM", {}),
    "roberta": ("RobertaConfig", "RobertaForQuestionAnswering", {}),
    "rwkv": ("RwkvConfig", "RwkvForCausalLM", {"num_hidden_layers": 4}),
    "segformer": ("SegformerConfig", "SegformerForSemanticSegmentation", {}),
    "siglip": ("SiglipConfig", "SiglipModel", {}),
    "swin": ("SwinConfig", "SwinForImageClassification", {}),
    "t5": ("T5Config", "T5ForConditionalGeneration", {}),
    "vit": ("ViTConfig", "ViTForImageClassification", {}),
    "wav2vec2": ("Wav2Vec2Config", "Wav2Vec2ForCTC", {}),
    "whisper": ("WhisperConfig", "WhisperForConditionalGeneration", {}),
    "xlnet": ("XLNetConfig", "XLNetLMHeadModel", {"n_layer": 4}),
}


@dataclass
class Model:
    """A source for the command, and the live model."""

    source: str
    build: Callable[[], nn.Module]
    device: str = "meta"


def models(folder: Path) -> list[Model]:
    """Everything that there is to draw from; configs of transformers are saved below the folder."""
    result = [Model(f"torchvision:{name}", lambda name=name: vision(name)) for name in TORCHVISION]
    result += [Model(f"timm:{name}", lambda name=name: timm(name)) for name in TIMM]
    for name, (config, cls, sizes) in TRANSFORMERS.items():
        place = folder / "configs" / name
        result.append(Model(f"hf:{place}", lambda e=(config, cls, sizes), place=place: hugging_face(*e, place)))
    for name, make in QUIRKS.items():
        # On the CPU, where users have them: the command builds them without storage.
        result.append(Model(f"torch:{HERE / 'quirks.py'}:{name}", make, "cpu"))
    return result


def vision(name: str) -> nn.Module:
    models = architectures._torchvision().models
    known = inspect.signature(models.get_model_builder(name)).parameters
    return models.get_model(name, **{key: None for key in ("weights", "weights_backbone") if key in known})


def timm(name: str) -> nn.Module:
    architectures._torchvision()
    import timm

    return timm.create_model(name, pretrained=False)


def hugging_face(config_name: str, class_name: str, sizes: dict, place: Path) -> nn.Module:
    library = architectures._transformers()
    config = getattr(library, config_name)(**sizes)
    config.architectures = [class_name]
    config.save_pretrained(place)
    # What the command reads is what was saved.
    config = type(config).from_pretrained(place)
    dtype = {"dtype": config.dtype} if config.dtype is not None else {}
    return getattr(library, class_name)._from_config(config, **dtype)


def check_import(binary: Binary, seed: int, count: int, folder: Path, jobs: int = 1) -> Tally:
    """Imports models that are drawn, or all of them where the count is 0, and compares each with the live one."""
    tally = Tally()
    every = models(folder)
    chosen = every if count == 0 else random.Random(seed).sample(every, min(count, len(every)))
    for number, model in enumerate(chosen):
        path = folder / f"imported-{number}.yaml"
        try:
            check_model(binary, model, path, tally, seed)
        except Exception as error:  # noqa: BLE001 - a library that cannot build it is no mistake of ours
            print(f"{model.source}: not built: {oracle.error_text(error)}", file=sys.stderr)
    return tally


def check_model(binary: Binary, model: Model, path: Path, tally: Tally, seed: int) -> None:
    try:
        with torch.device(model.device):
            live = model.build()
    except NotImplementedError:  # it needs numbers to be built
        live = model.build()
    run = import_run(binary, model.source, path)
    if run.status != 0:
        tally.expect(False, f"import {model.source}", "a model", run.summary())
        return
    for fact, ours, theirs in facts(binary, path, live):
        difference = "" if ours == theirs else architectures._first_difference(ours, theirs)
        tally.expect(ours == theirs, f"import {model.source}: {fact}", "see below", difference)
    check_classes(binary, model, live, path, tally, seed)


def import_run(binary: Binary, source: str, path: Path) -> Run:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # Python imports whole libraries for it, which takes a while on a busy machine.
    return binary.run("import", source, "--python", sys.executable, "-o", str(path), timeout=600)


def facts(binary: Binary, path: Path, live: nn.Module) -> list[tuple[str, object, object]]:
    """What the command says of the imported file beside what PyTorch says of the model."""
    expected = architectures.describe(live)
    plan, run = binary.apply(path)
    if plan is None:
        return [("apply", run.summary(), "a plan")]
    parameters = plan["parameters"]
    shown = binary.run("show", str(path)).output
    frozen = [parameter["name"] for parameter in parameters if not parameter["requires_grad"]]
    ties = [architectures._names(parameter) for parameter in parameters if parameter["tied_names"]]
    result = [
        # A model that its library half froze may well be warned of.
        ("errors", [each for each in plan["diagnostics"] if each["severity"] == "error"], []),
        ("parameters", architectures._entries(parameters), expected["parameters"]),
        ("buffers", architectures._entries(plan["buffers"]), expected["buffers"]),
        ("states", frozen, expected["frozen"]),
        ("ties", ties, [sorted(group) for group in expected["tied"]]),
    ]
    names = [name for name, _ in live.named_modules(remove_duplicate=False)]
    # What is no text of one line is escaped.
    if all(name.isprintable() for name in names):
        result.append(("print", shown.splitlines(), expected["print"].splitlines()))
    return result


def check_classes(binary: Binary, model: Model, live: nn.Module, path: Path, tally: Tally, seed: int) -> None:
    """Holds `type` against isinstance, for some of the classes that the model's modules are of."""
    classes: dict[str, set[type]] = {}
    for module in live.modules():
        for cls in type(module).__mro__:
            if issubclass(cls, nn.Module) and cls is not nn.Module:
                classes.setdefault(cls.__name__, set()).add(cls)
    # Where several have one name, the file tells them apart by another.
    public = {name for name in dir(nn)}
    plain = sorted(
        name
        for name, found in classes.items()
        if len({(cls.__module__, cls.__qualname__) for cls in found}) == 1
        and name.isidentifier()
        and (name not in public or any(cls is getattr(nn, name) for cls in found))
    )
    for name in random.Random(seed).sample(plain, min(6, len(plain))):
        cls = tuple(classes[name])
        wanted = [
            parameter
            for parameter, _ in live.named_parameters()
            if any(isinstance(module, cls) for module in around(live, parameter))
        ]
        config = path.with_name(f"{path.stem}-type.yaml")
        config.write_text(
            f"model: {{from: {json.dumps(path.name)}}}\n"
            f"rules:\n  - freeze: {{type: {json.dumps(name)}}}\n"
        )
        if not wanted:
            continue
        run = binary.run("apply", "--format", "json", str(config))
        plan = run.json()
        ours = [p["name"] for p in plan["parameters"] if p["decided_by"] == 1] if plan else run.summary()
        difference = "" if ours == wanted else architectures._first_difference(ours, wanted)
        tally.expect(ours == wanted, f"import {model.source}: type {name}", "see below", difference)


def around(live: nn.Module, parameter: str) -> list[nn.Module]:
    """The modules around a parameter, at any of its names."""
    tensor = {id(value): value for value in [live.get_parameter(parameter)]}
    result: list[nn.Module] = []
    for name, value in live.named_parameters(remove_duplicate=False):
        if id(value) in tensor:
            parts = name.split(".")[:-1]
            result += [live.get_submodule(".".join(parts[:end])) for end in range(len(parts) + 1)]
    return result
