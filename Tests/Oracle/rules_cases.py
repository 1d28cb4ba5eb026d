"""The settings about which rules_of_tools.py asks: for each tool the model, the text of the file, and options.

Options are "name", the file's name where it is not the usual one, "phase" of a schedule, "layers" and "model_type", which
LLaMA-Factory takes from config.json, and "told", for a number of layers that freezespec is told.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

def listing(key: str, *entries: str, **more: Any) -> str:
    return yaml.safe_dump({key: list(entries), **more}, sort_keys=False)


def axolotl_cases() -> list[tuple[str, str, dict[str, Any]]]:
    key = "unfrozen_parameters"
    rows = [
        ("llama", ["model.layers.11"]), ("llama", ["model.layers.1"]), ("llama", ["model.layers.1."]), ("llama", ["layers.2"]),
        ("llama", ["model\\.layers\\.2", "model.norm"]), ("llama", [".*mlp", "model.norm"]), ("llama", [".+mlp"]),
        ("llama", ["model.layers..+.mlp"]), ("llama", ["model.layers.1[01]"]), ("llama", ["model.layers.1[0-1]"]),
        ("llama", ["model.layers.1[0-9]"]), ("llama", ["^model.embed_tokens.weight$[:8]"]), ("llama", ["lm_head[2:5]", "lm_head"]),
        ("llama", ["lm_head[-5:]", "model.norm"]), ("llama", ["lm_head[:5:]", "model.norm"]), ("llama", ["lm_head[]"]), ("llama", ["lm_head[:]"]),
        ("llama", ["lm_head[5:5]"]), ("llama", ["lm_head[7:3]"]), ("llama", ["lm_head[40]"]), ("llama", ["lm_head[:40]"]), ("llama", ["lm_head[31]"]),
        ("llama with biases", ["model.layers.0.self_attn.q_proj[1:5]"]), ("llama", ["model.embed_tokens|lm_head"]),
        ("llama", ["model.layers.(3|4).mlp", "(?i)LM_HEAD"]), ("llama", ["^lm_head.weight$", "model.norm.weight$"]),
        ("llama", [".+"]), ("llama", ["nothing"]), ("llama", []), ("llama", ["model.layers.0.*", "model.layers.0.mlp"]),
        ("llama tied", ["lm_head"]), ("llama tied", ["model.embed_tokens"]), ("llama tied", [".+head", "model.norm"]), ("llama tied", [".+weight"]),
        ("mixture of experts", ["model.layers..+.experts.1."]), ("mixture of experts", ["model.layers.[0-9]+.mlp.gate"]),
        ("clip", ["vision_model"]), ("integers", ["table"]), ("integers", ["head"]), ("partly frozen", ["model.layers.3"]),
        ("llama", ["model.layers.(?:1|2"]), ("odd", ["layers1"]), ("vit", ["classifier", "cls_token"]), ("vit with a frozen table", ["pos_embed"]),
        ("llama", ["model.layers.[0-4].self_attn.[qk]_proj"]), ("llama", ["model.layers.\\d+.mlp"]), ("llama", ["model.layers.[1-9][0-9]+.mlp"]),
        ("llama", ["model.layers.(1|99).mlp", "model.layers.3"]), ("fused experts", ["model.layers..+.experts.gate_up_proj"]), ("t5", ["decoder.block.1[0-1].", "shared$"]), ("gpt2", ["transformer.h.1[0-2]"]),
    ]
    cases = [(model, listing(key, *entries), {}) for model, entries in rows]
    cases += [
        ("vision and language", listing(key, "model.", freeze_mm_modules=True), {}),
        ("vision and language", "freeze_mm_modules: true\n", {}), ("llama", "freeze_mm_modules: yes\n", {}),
        ("vision and language", listing(key, "model.language_model.*"), {}),
        ("clip", "freeze_mm_modules: true\n", {}), ("llama", "unfrozen_parameters:\nbase_model: x\n", {}),
    ]
    return cases


def ms_swift_cases() -> list[tuple[str, str, dict[str, Any]]]:
    rows: list[tuple[str, dict[str, Any]]] = [
        (model, {"freeze_parameters_ratio": ratio})
        for model in ("llama", "llama tied", "mixture of experts", "vit with a frozen table", "gpt2 at the root")
        for ratio in (0.01, 0.1, 0.33, 0.5, 0.77, 0.999, 1.0, 1.5)
    ]
    rows += [
        ("llama", {"freeze_parameters_ratio": 0.0}), ("llama", {"freeze_parameters_ratio": -1}), ("llama", {"freeze_parameters": ["model.layers.1"]}),
        ("llama", {"freeze_parameters": ["model.layers.1."]}), ("llama", {"freeze_parameters": "model.layers"}), ("llama", {"freeze_parameters": ["layers"]}),
        ("llama", {"freeze_parameters": [""], "trainable_parameters": ["lm_head"]}),
        ("llama", {"freeze_parameters_ratio": 1.0, "trainable_parameters": ["model.layers.11", "lm_head"]}),
        ("llama", {"freeze_parameters_regex": "layers\\.(0|1)\\."}), ("llama", {"freeze_parameters_regex": "mlp|norm"}),
        ("llama", {"freeze_parameters_regex": "^model\\."}), ("llama", {"freeze_parameters_regex": "weight$", "trainable_parameters_regex": "(?i)HEAD"}),
        ("llama", {"freeze_parameters_regex": "layers.(0", "freeze_parameters": ["lm_head"]}), ("llama", {"freeze_parameters_regex": "nothing"}),
        ("llama", {"freeze_parameters": ["model"], "trainable_parameters_regex": "self_attn\\.[qv]_proj"}),
        ("llama", {"freeze_parameters": ["model"], "trainable_parameters_regex": "layers.*(mlp"}),
        ("llama", {"freeze_parameters": ["model"], "trainable_parameters": ["nothing"]}),
        ("llama tied", {"freeze_parameters": ["lm_head"]}), ("llama tied", {"freeze_parameters": ["model.embed"]}),
        ("llama tied", {"freeze_parameters_regex": "head|norm"}), ("llama tied", {"freeze_parameters": ["model"], "trainable_parameters_regex": "head|norm"}),
        ("mixture of experts", {"freeze_parameters_regex": "experts\\.1\\."}), ("mixture of experts", {"freeze_parameters_regex": "\\.1\\.", "trainable_parameters": ["model.layers.1"]}),
        ("partly frozen", {"freeze_parameters": ["head"]}), ("integers", {"freeze_parameters": ["head"]}), ("odd", {"freeze_parameters": ["layers1"]}),
        ("vit", {"freeze_parameters": ["cls"], "freeze_parameters_ratio": 0.4}), ("t5", {"freeze_parameters": ["encoder", "shared"]}),
        ("llama", {}), ("llama of 24 layers", {"freeze_parameters_ratio": 0.6}),
        ("llama", {"freeze_parameters_regex": "layers\\.(0|99)\\."}), ("llama", {"freeze_parameters_regex": "layers\\.[10-15]\\."}),
        ("llama", {"freeze_parameters_regex": "layers\\.[8-11]\\."}), ("llama", {"freeze_parameters_regex": "a|layers\\.1$|^lm|norm\\.weight$"}),
        ("llama", {"freeze_parameters": ["model.layers.{0", "a*[b", "model.embed"]}), ("llama", {"freeze_parameters_regex": "(?x) layers \\. 1 \\. # the second"}),
        ("llama", {"freeze_parameters_regex": "model.*"}), ("llama", {"freeze_parameters_regex": "^(?:model|lm_head).*proj.*"}),
    ]
    cases = [(model, yaml.safe_dump({"tuner_type": "full", **settings}, sort_keys=False), {}) for model, settings in rows]
    expanded = {"tuner_type": "full", "freeze_llm": False, "freeze_vit": True, "freeze_aligner": True, "freeze_parameters": ["model.visual", "model.visual.merger"],
                "freeze_parameters_regex": None, "freeze_parameters_ratio": 0.0, "trainable_parameters": [], "trainable_parameters_regex": None, "torch_dtype": "bfloat16"}
    cases.append(("vision and language", json.dumps(expanded, indent=2), {"name": "args.json"}))
    cases.append(("vision and language", json.dumps(expanded | {"freeze_aligner": False, "freeze_parameters": ["model.visual"], "trainable_parameters": ["model.visual.merger"]}), {"name": "args.json"}))
    return cases


def llama_factory_cases() -> list[tuple[str, str, dict[str, Any]]]:
    rows: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        ("llama", {"freeze_trainable_layers": n}, {}) for n in (1, 2, 12, 30, 0, -1, -2, -20)
    ]
    rows += [("llama", {"freeze_trainable_layers": n, "use_llama_pro": True}, {}) for n in (4, 6, 12, 5, 0)]
    rows += [
        ("llama", {}, {}), ("llama", {"freeze_trainable_modules": "mlp"}, {}), ("llama", {"freeze_trainable_modules": "mlp, self_attn"}, {}),
        ("llama", {"freeze_trainable_modules": "q_proj"}, {}), ("llama", {"freeze_trainable_modules": "all,mlp"}, {}),
        ("llama", {"freeze_extra_modules": "norm"}, {}), ("llama", {"freeze_extra_modules": "embed_tokens,lm_head"}, {}),
        ("llama", {"freeze_extra_modules": "mlp"}, {}), ("llama tied", {"freeze_extra_modules": "lm_head"}, {}), ("llama tied", {"freeze_extra_modules": "embed_tokens"}, {}),
        ("mixture of experts", {"freeze_trainable_layers": 1}, {}), ("mixture of experts", {"freeze_trainable_layers": -2}, {}),
        ("mixture of experts", {"freeze_trainable_layers": -2, "freeze_trainable_modules": "mlp"}, {}), ("mixture of experts", {"freeze_trainable_modules": "w1"}, {}),
        ("llama of 24 layers", {"freeze_trainable_layers": 8, "use_llama_pro": True}, {"layers": 24}), ("llama of 24 layers", {"freeze_trainable_layers": 3}, {"layers": 24}),
        ("llama of 24 layers", {"freeze_trainable_layers": 3}, {"layers": 12, "told": True}), ("llama of 24 layers", {"freeze_trainable_layers": 3}, {"layers": 30, "told": True}),
        ("gpt2 at the root", {"freeze_trainable_layers": 1}, {"layers": 13}), ("gpt2", {"freeze_trainable_layers": 3}, {"layers": 13}),
        ("t5", {"freeze_trainable_layers": 2}, {"layers": 12}), ("vit", {}, {}), ("partly frozen", {"freeze_trainable_layers": 3}, {}),
        ("vision and language", {"freeze_trainable_layers": 2}, {"model_type": "qwen2_vl"}),
        ("vision and language", {"freeze_trainable_layers": 2, "freeze_vision_tower": False}, {"model_type": "qwen2_vl"}),
        ("vision and language", {"freeze_trainable_layers": 2, "freeze_multi_modal_projector": False}, {"model_type": "qwen2_vl"}),
        ("vision and language", {"freeze_trainable_layers": 2, "freeze_language_model": True, "freeze_multi_modal_projector": False}, {"model_type": "qwen2_vl"}),
        ("clip", {}, {}),
    ]
    cases = [(model, {"finetuning_type": "freeze", **settings}, options) for model, settings, options in rows]
    for settings in ({}, {"freeze_vision_tower": False}, {"freeze_multi_modal_projector": False}, {"freeze_language_model": True}):
        cases.append(("vision and language", {"finetuning_type": "full", **settings}, {"model_type": "qwen2_vl"}))
    cases.append(("llama", {"finetuning_type": "full"}, {}))
    return [(model, yaml.safe_dump(settings, sort_keys=False), options) for model, settings, options in cases]


def peft_cases() -> list[tuple[str, str, dict[str, Any]]]:
    qv = {"target_modules": ["q_proj", "v_proj"]}
    rows: list[tuple[str, dict[str, Any]]] = [
        ("llama", qv), ("llama", qv | {"modules_to_save": ["lm_head"]}), ("llama", qv | {"modules_to_save": ["norm"]}), ("llama", qv | {"modules_to_save": ["model.norm"]}),
        ("llama", qv | {"modules_to_save": ["head"]}), ("llama", qv | {"modules_to_save": ["nothing"]}), ("llama", qv | {"modules_to_save": ["embed_tokens", "lm_head"]}),
        ("llama", {"target_modules": "q_proj"}), ("llama", {"target_modules": ".*\\.q_proj"}), ("llama", {"target_modules": "model\\.layers\\.(1|2)\\..*_proj"}),
        ("llama", {"target_modules": ["q_proj", "nothing"]}), ("llama", {"target_modules": ["nothing"]}), ("llama", {"target_modules": ["proj"]}),
        ("llama", qv | {"layers_to_transform": [0, 11]}), ("llama", qv | {"layers_to_transform": 3}), ("llama", qv | {"layers_to_transform": []}),
        ("llama", qv | {"layers_to_transform": [-1, 2]}), ("llama", qv | {"layers_to_transform": [1], "layers_pattern": "layers"}),
        ("llama", qv | {"layers_to_transform": [1], "layers_pattern": ["blocks", "layers"]}), ("llama", qv | {"layers_pattern": "layers"}),
        ("llama", {"target_modules": "all-linear"}), ("llama", {"target_modules": ".*q_proj", "layers_to_transform": [1]}),
        ("llama", {"target_modules": ["model.layers.5.self_attn.q_proj", "v_proj"], "layers_to_transform": [1]}),
        ("llama", qv | {"exclude_modules": ["model.layers.0.self_attn.q_proj"]}), ("llama", qv | {"exclude_modules": ".*layers\\.1\\..*"}), ("llama", qv | {"exclude_modules": ["nothing"]}),
        ("llama with biases", qv | {"bias": "all"}), ("llama with biases", qv | {"bias": "lora_only"}), ("llama with biases", qv | {"bias": "lora_only", "layers_to_transform": [3, 10]}),
        ("llama", qv | {"bias": "lora_only"}), ("llama with biases", qv | {"bias": "some"}), ("llama", qv | {"bias": "all"}), ("llama", qv | {"use_dora": True}), ("llama", qv | {"lora_bias": True}),
        ("llama with biases", qv | {"lora_bias": True}),
        ("llama", qv | {"r": 4, "rank_pattern": {"layers.0.self_attn.q_proj": 2, "v_proj": 3, "dead": 9}}), ("llama", {"target_modules": ["embed_tokens", "q_proj"]}),
        ("llama tied", qv | {"modules_to_save": ["model.norm"]}), ("mixture of experts", {"target_modules": ["w1"], "modules_to_save": ["gate"]}),
        ("mixture of experts", {"target_modules": ["w1"], "layers_to_transform": [1]}), ("gpt2", {"target_modules": ["c_attn"]}), ("gpt2 at the root", {"target_modules": ["c_attn"], "layers_to_transform": [1]}),
        ("gpt2 at the root", {"target_modules": ["c_attn"], "layers_to_transform": [1], "layers_pattern": "h"}), ("vit", {"target_modules": ["conv"], "modules_to_save": ["classifier"]}),
        ("vit", {"target_modules": ["attention"], "r": 2}), ("vit", {"target_modules": ["attention"], "bias": "all", "modules_to_save": ["norm"]}),
        ("llama", qv | {"modules_to_save": ["q_proj"]}), ("llama", {"target_modules": ["q_proj"], "modules_to_save": ["q_proj"]}), ("llama", qv | {"modules_to_save": ["self_attn"]}),
        ("llama", qv | {"modules_to_save": ["layers"]}), ("llama", {"target_modules": ["layers"]}), ("partly frozen", {"target_modules": ["fc"], "modules_to_save": ["model.layers.3"]}),
    ]
    rows += [("llama with biases", qv | {"peft_type": method, "bias": "all"}) for method in ("LOHA", "LOKR", "HIRA")]
    rows += [("llama with biases", qv | {"peft_type": "IA3", "feedforward_modules": [], "bias": bias}) for bias in ("all", "some", None)]
    rows += [
        ("llama with biases", qv | {"bias": None}), ("llama with biases", qv | {"bias": "_only"}), ("llama with biases", qv | {"peft_type": "HRA", "bias": "hra_only"}), ("llama", {"peft_type": "FOO"}),
        ("llama", qv | {"peft_type": "ROAD", "group_size": 8, "modules_to_save": ["lm_head"], "exclude_modules": ".*layers.1.*", "layers_to_transform": [1]}),
        ("llama", {"peft_type": "TRAINABLE_TOKENS", "target_modules": ["embed_tokens"], "token_indices": [1], "modules_to_save": ["lm_head"]}),
        ("vit", {"peft_type": "LOHA", "target_modules": ["conv"], "task_type": "SEQ_CLS"}), ("vit", {"peft_type": "TRAINABLE_TOKENS", "target_modules": ["classifier"], "token_indices": [1], "task_type": "SEQ_CLS"}),
        ("suffixes", {"target_modules": "all-linear"}), ("suffixes", {"target_modules": "all-linear", "bias": "lora_only"}), ("suffixes", {"target_modules": "all-linear", "peft_type": "LOHA"}),
        ("suffixes", {"target_modules": "all-linear", "peft_type": "DELORA"}), ("suffixes", {"target_modules": ["proj"], "modules_to_save": ["roj"]}), ("llama", qv | {"modules_to_save": ["proj"]}),
        ("llama", qv | {"modules_to_save": ["default"]}), ("llama", qv | {"modules_to_save": ["attn"]}), ("vit", {"target_modules": ["norm"]}), ("vit", {"target_modules": ["layers.3.norm", "classifier"]}),
        ("llama", {"target_modules": ["model.norm", "q_proj"]}), ("llama", {"peft_type": "VERA", "target_modules": ["q_proj", "norm"]}), ("llama", {"peft_type": "IA3", "target_modules": ["embed_tokens"], "feedforward_modules": []}),
        ("vit", {"target_modules": ["attention"], "bias": "lora_only"}), ("vit", {"target_modules": ["layers.3.attention"], "bias": "lora_only"}), ("vit", {"target_modules": ["conv"], "modules_to_save": ["layers.3"], "bias": "all"}),
    ]
    return [(model, json.dumps({"peft_type": "LORA", "task_type": None, "r": 8, "inference_mode": True} | settings, indent=2), {"name": "adapter_config.json"}) for model, settings in rows]


def finetuning_scheduler_cases() -> list[tuple[str, str, dict[str, Any]]]:
    def schedule(*phases: Any) -> str:
        return yaml.safe_dump({index: {"params": list(phase)} for index, phase in enumerate(phases)}, sort_keys=False)

    three = schedule(["lm_head.weight"], ["model.layers.11."], ["model.layers.10\\..*", "model.norm.weight"])
    rows: list[tuple[str, str, dict[str, Any]]] = [("llama", three, {"phase": phase}) for phase in (0, 1, 2)]
    rows += [
        ("llama", schedule(["model.layers.1"]), {}), ("llama", schedule(["model.layers.1\\."]), {}), ("llama", schedule(["layers.1"]), {}),
        ("llama", schedule(["lm_head"], ["nothing"]), {}), ("llama", schedule(["lm_head"], ["lm_head.weight"]), {}), ("llama", schedule(["lm_head", "lm_head.weight"]), {}),
        ("llama", schedule(["model.embed_tokens|lm_head"]), {}), ("llama", schedule(["model.layers.[0-3].mlp.*"]), {}), ("llama tied", schedule(["model.embed_tokens.weight", "lm_head.weight"]), {}),
        ("llama tied", schedule(["model.norm"], ["lm_head.weight"]), {"phase": 1}), ("llama tied", schedule(["lm_head"]), {}), ("llama tied", schedule(["model.embed_tokens.weight"]), {}),
        ("mixture of experts", schedule([".*experts.1."]), {}), ("vit", schedule(["classifier", "norm"], ["layers.1[01]"], ["cls_token"]), {"phase": 2}),
        ("vit", schedule(["classifier.weight"]), {}), ("vit with a frozen table", schedule(["pos_embed"], ["classifier"]), {"phase": 1}),
        ("llama", "0:\n  params: [lm_head.weight]\n2:\n  params: [model.norm.weight]\n", {}), ("llama", "'0':\n  params: [lm_head.weight]\n'1':\n  params: [model.norm.weight]\n", {"phase": 1}),
        ("llama", "first:\n  params: [lm_head.weight]\n", {}), ("llama", "0:\n  params: [lm_head.weight]\n  max_transition_epoch: 3\n1:\n  params: [model.norm.weight]\n  lr: 1e-4\n", {"phase": 1}),
        ("llama", schedule(["(?i)LM_HEAD"]), {}), ("llama", schedule(["lm_head.weight("]), {}),
    ]
    return rows
