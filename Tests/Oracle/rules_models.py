"""The models on which rules_of_tools.py asks tools what they freeze, as modules of torch and as configs of freezespec.

One description makes both, so that they have the same names in the same order.
"""

from __future__ import annotations

import json
from typing import Any, Callable

import torch
from torch import nn

class Spec:
    """A module of a class with parameters and children."""

    def __init__(self, kind: str, children: Any = None, parameters: dict[str, Any] | None = None):
        self.kind, self.children, self.parameters = kind, children or {}, parameters or {}


def build(spec: Any) -> nn.Module:
    from transformers.pytorch_utils import Conv1D

    if isinstance(spec, str):
        return eval(spec, {**vars(nn), "Conv1D": Conv1D})
    if spec.kind == "ModuleList":
        return nn.ModuleList([build(child) for child in spec.children])
    module = type(spec.kind, (nn.Module,), {"forward": lambda self, x: x})()
    for name, value in spec.parameters.items():
        shape, dtype, grad = value if isinstance(value, tuple) else (value, "float32", True)
        tensor = torch.zeros(shape, dtype=getattr(torch, dtype))
        module.register_parameter(name, nn.Parameter(tensor, requires_grad=grad))
    for name, child in spec.children.items():
        module.add_module(name, build(child))
    return module


def config(spec: Any) -> Any:
    if isinstance(spec, str):
        return spec
    if spec.kind == "ModuleList":
        return {"class": "ModuleList", "children": [config(child) for child in spec.children]}
    result: dict[str, Any] = {"class": spec.kind}
    if spec.parameters:
        result["parameters"] = {
            name: ({"shape": value[0], "dtype": value[1], "requires_grad": value[2]} if isinstance(value, tuple) else value)
            for name, value in spec.parameters.items()
        }
    if spec.children or not spec.parameters:
        result["children"] = {name: config(child) for name, child in spec.children.items()}
    return result


def linear(inputs: int, outputs: int, bias: bool = False) -> str:
    return f"Linear({inputs}, {outputs}, bias={bias})"


def norm(size: int = 8) -> Spec:
    return Spec("RMSNorm_", parameters={"weight": [size]})


def llama_layer(bias: bool = False, mlp: Any = None) -> Spec:
    return Spec("DecoderLayer", {
        "self_attn": Spec("Attention", {f"{k}_proj": linear(8, 8, bias) for k in "qkvo"}),
        "mlp": mlp or Spec("MLP", {"gate_proj": linear(8, 16), "up_proj": linear(8, 16), "down_proj": linear(16, 8)}),
        "input_layernorm": norm(), "post_attention_layernorm": norm(),
    })


def llama(layers: int = 12, bias: bool = False, mlp: Any = None, kind: str = "LlamaForCausalLM") -> Spec:
    return Spec(kind, {
        "model": Spec("LlamaModel", {
            "embed_tokens": "Embedding(32, 8)",
            "layers": Spec("ModuleList", [llama_layer(bias, mlp) for _ in range(layers)]),
            "norm": norm(),
        }),
        "lm_head": linear(8, 32),
    })


def experts(count: int = 4) -> Spec:
    return Spec("MoE", {
        "gate": linear(8, count),
        "experts": Spec("ModuleList", [Spec("Expert", {"w1": linear(8, 16), "w2": linear(16, 8)}) for _ in range(count)]),
    })


def fused_experts() -> Spec:
    return Spec("MoE", {"gate": linear(8, 4), "experts": Spec("Experts", parameters={"gate_up_proj": [4, 8, 16], "down_proj": [4, 16, 8]})})


def vision_language() -> Spec:
    block = lambda: Spec("Block", {"norm1": "LayerNorm(8)", "attn": Spec("VisionAttention", {"qkv": linear(8, 24, True)}), "mlp": Spec("MLP", {"fc1": linear(8, 16, True)})})
    return Spec("Qwen2VLForConditionalGeneration", {
        "model": Spec("Qwen2VLModel", {
            "visual": Spec("Visual", {
                "patch_embed": Spec("PatchEmbed", {"proj": "Conv2d(3, 8, 2)"}),
                "blocks": Spec("ModuleList", [block() for _ in range(14)]),
                "merger": Spec("Merger", {"ln_q": "LayerNorm(8)", "mlp": linear(8, 8, True)}),
            }),
            "language_model": Spec("TextModel", {
                "embed_tokens": "Embedding(32, 8)",
                "layers": Spec("ModuleList", [llama_layer() for _ in range(12)]),
                "norm": norm(),
            }),
        }),
        "lm_head": linear(8, 32),
    })


def clip() -> Spec:
    layer = lambda: Spec("Layer", {"fc": linear(8, 8, True)})
    return Spec("CLIPModel", {
        "text_model": Spec("Text", {"layers": Spec("ModuleList", [layer() for _ in range(12)])}),
        "vision_model": Spec("Vision", {"layers": Spec("ModuleList", [layer() for _ in range(12)])}),
        "visual_projection": linear(8, 8), "multi_modal_projector": linear(8, 8),
    }, {"logit_scale": []})


def gpt2(root: bool = False) -> Spec:
    block = lambda: Spec("Block", {"ln_1": "LayerNorm(8)", "attn": Spec("Attention_", {"c_attn": "Conv1D(24, 8)", "c_proj": "Conv1D(8, 8)"})})
    inner = {"wte": "Embedding(32, 8)", "h": Spec("ModuleList", [block() for _ in range(13)]), "ln_f": "LayerNorm(8)"}
    return Spec("GPT2Model", inner) if root else Spec("GPT2LMHeadModel", {"transformer": Spec("GPT2Model", inner), "lm_head": linear(8, 32)})


def encoder_decoder() -> Spec:
    layer = lambda: Spec("T5Block", {"layer": Spec("ModuleList", [Spec("T5Layer", {"q": linear(8, 8)}), Spec("T5Layer", {"wi": linear(8, 8)})])})
    stack = lambda: Spec("T5Stack", {"block": Spec("ModuleList", [layer() for _ in range(12)])})
    return Spec("T5ForConditionalGeneration", {"shared": "Embedding(32, 8)", "encoder": stack(), "decoder": stack(), "lm_head": linear(8, 32)})


def vit(mixed: bool = False) -> Spec:
    layer = lambda: Spec("Layer", {"attention": "MultiheadAttention(8, 2)", "norm": "LayerNorm(8)"})
    parameters: dict[str, Any] = {"cls_token": [1, 1, 8]}
    if mixed:
        parameters |= {"pos_embed": ([1, 5, 8], "float32", False)}
    return Spec("ViT", {
        "conv": "Conv2d(3, 8, 2)", "layers": Spec("ModuleList", [layer() for _ in range(12)]),
        "norm": "BatchNorm1d(8)", "classifier": linear(8, 4, True),
    }, parameters)


def integers() -> Spec:
    return Spec("Quantised", {"head": linear(4, 2)}, {"table": ([4], "int64", False), "scale": [4]})


def frozen_parts() -> Spec:
    layer = lambda: Spec("Layer", {"fc": linear(8, 8)}, {"scale": ([8], "float32", False)})
    return Spec("Partly", {"model": Spec("Inner", {"layers": Spec("ModuleList", [layer() for _ in range(12)])}), "head": linear(8, 4)})


def suffixes() -> Spec:
    """Names that end the names of other modules."""
    return Spec("Suffixes", {"proj": linear(4, 4, True), "inner": Spec("Inner", {"proj": "Conv2d(4, 4, 1)", "fc": linear(4, 4, True)}), "norm": "LayerNorm(4)"})


def mapping_head() -> Spec:
    return Spec("Odd", {"body": linear(4, 4), "layers1": linear(4, 4), "layers10": linear(4, 4), "heads": Spec("ModuleList", [linear(4, 4)])})


#: Models by name, with the names that are tied.
MODELS: dict[str, tuple[Callable[[], Spec], list[list[str]]]] = {
    "llama": (llama, []),
    "llama tied": (llama, [["model.embed_tokens.weight", "lm_head.weight"]]),
    "llama with biases": (lambda: llama(bias=True), []),
    "llama of 24 layers": (lambda: llama(24), []),
    "mixture of experts": (lambda: llama(mlp=experts()), []),
    "fused experts": (lambda: llama(mlp=fused_experts()), []),
    "vision and language": (vision_language, []),
    "clip": (clip, []),
    "gpt2": (gpt2, [["transformer.wte.weight", "lm_head.weight"]]),
    "gpt2 at the root": (lambda: gpt2(True), []),
    "t5": (encoder_decoder, [["shared.weight", "lm_head.weight"]]),
    "vit": (vit, []),
    "vit with a frozen table": (lambda: vit(True), []),
    "integers": (integers, []),
    "partly frozen": (frozen_parts, []),
    "odd": (mapping_head, []),
    "suffixes": (suffixes, []),
}


def model_of(name: str) -> nn.Module:
    make, ties = MODELS[name]
    model = build(make())
    for first, *others in ties:
        path, _, last = first.rpartition(".")
        for other in others:
            other_path, _, other_last = other.rpartition(".")
            setattr(model.get_submodule(other_path), other_last, getattr(model.get_submodule(path), last))
    return model


def config_of(name: str) -> str:
    make, ties = MODELS[name]
    text = {"model": config(make())} | ({"tie": ties} if ties else {})
    if "Conv1D" in json.dumps(text):
        text["classes"] = {"Conv1D": {"args": ["nf", "nx"], "parameters": {"weight": ["nx", "nf"], "bias": ["nf"]}}}
    return json.dumps(text)


def states(model: nn.Module) -> list[list[Any]]:
    return [[name, parameter.requires_grad] for name, parameter in model.named_parameters()]
