"""Writes what other tools freeze to Golden/rules/, or checks the files against them.

    python rules_of_tools.py             write the files
    python rules_of_tools.py --check     exit 1 where a committed file differs
    python rules_of_tools.py --only peft write one of them

PEFT and finetuning-scheduler run as they are installed. Of axolotl, ms-swift and LLaMA-Factory, whose requirements
take gigabytes, the functions that freeze are taken out of the published wheel (pip download) and run as they stand;
only what they import for logging and for DeepSpeed is left out. The versions are those that freezespec names:

    pip install torch==2.13.0 transformers peft==0.21.2 finetuning-scheduler==2.14.1

Each file is a list of cases: the model as a config of freezespec, the tool's file and its name, options, and "states",
a digit for the requires_grad of every parameter, or "error", the class of the exception that the tool raises. For PEFT a parameter's
state is that of the copy where PEFT trains a copy, and for LoRA "adapters" the number of modules with an adapter and of the adapters' elements.
"""

from __future__ import annotations

import ast
import json
import logging
import os
import subprocess
import sys
import tempfile
import types
import warnings
import zipfile
from pathlib import Path
from typing import Any, Callable

import torch
import yaml
from torch import nn

from rules_cases import axolotl_cases, finetuning_scheduler_cases, llama_factory_cases, ms_swift_cases, peft_cases
from rules_models import MODELS, config_of, model_of, states

GOLDEN = Path(__file__).parents[1] / "FreezeSpecTests" / "Golden" / "rules"
VERSIONS = {"axolotl": "0.19.0", "ms-swift": "4.6.0", "llamafactory": "0.9.5"}

# ---- The tools.


def wheel(package: str) -> Path:
    """The unpacked wheel of a package."""
    folder = Path(tempfile.gettempdir()) / f"freezespec-oracle-{package}-{VERSIONS[package]}"
    if not folder.exists():
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", scratch, f"{package}=={VERSIONS[package]}"], check=True)
            for file in Path(scratch).glob("*.whl"):
                zipfile.ZipFile(file).extractall(folder)
    return folder


def functions(path: Path, wanted: set[str], names: dict[str, Any]) -> dict[str, Any]:
    """Runs the definitions of some names, and what stands under `_register…` calls, out of a source file."""
    tree = ast.parse(path.read_text())
    kept = []
    for node in tree.body:
        name = getattr(node, "name", None) or (getattr(getattr(node, "target", None), "id", None) or
               (getattr(node.targets[0], "id", None) if isinstance(node, ast.Assign) else None))
        is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") in wanted
        if name in wanted or is_call:
            kept.append(node)
    exec(compile(ast.Module(kept, []), str(path), "exec"), names)
    return names


class Log:
    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


def axolotl(model: nn.Module, settings: dict[str, Any], options: dict[str, Any]) -> nn.Module:
    for name, content in {"axolotl": {}, "axolotl.utils": {}, "axolotl.utils.distributed": {"is_main_process": lambda: True}, "axolotl.utils.logging": {"get_logger": lambda name: Log()}}.items():
        sys.modules.setdefault(name, types.ModuleType(name)).__dict__.update(content)
    names: dict[str, Any] = {"__name__": "freeze"}
    exec((wheel("axolotl") / "axolotl/utils/freeze.py").read_text(), names)
    # As train.py has it.
    if settings.get("unfrozen_parameters"):
        names["freeze_layers_except"](model, settings["unfrozen_parameters"])
    if settings.get("freeze_mm_modules"):
        names["freeze_mm_modules"](model)
    return model


def ms_swift(model: nn.Module, settings: dict[str, Any], options: dict[str, Any]) -> nn.Module:
    import re
    from bisect import bisect_right
    from contextlib import nullcontext
    from typing import List, Optional, Tuple

    import numpy as np

    names = functions(wheel("ms-swift") / "swift/utils/transformers_utils.py", {"get_n_params_grads", "freeze_parameters", "activate_parameters"}, {
        "np": np, "re": re, "nn": nn, "bisect_right": bisect_right, "nullcontext": nullcontext, "List": List, "Optional": Optional,
        "Tuple": Tuple, "logger": Log(), "is_deepspeed_zero3_enabled": lambda: False})
    # As pipelines/train/tuner.py has it, behind the command line, which makes a list of one string.
    many = lambda key: [settings[key]] if isinstance(settings.get(key), str) else settings.get(key) or []
    model.requires_grad_(True)
    names["freeze_parameters"](model, float(settings.get("freeze_parameters_ratio") or 0), many("freeze_parameters"), settings.get("freeze_parameters_regex"))
    trainable, regex = many("trainable_parameters"), settings.get("trainable_parameters_regex")
    if trainable or regex:
        names["activate_parameters"](model, trainable, regex)
    return model


def llama_factory(model: nn.Module, settings: dict[str, Any], options: dict[str, Any]) -> nn.Module:
    import re
    from dataclasses import dataclass
    from typing import Optional

    root = wheel("llamafactory") / "llamafactory/model"
    names = {"re": re, "torch": torch, "logger": Log(), "dataclass": dataclass, "Optional": Optional, "__name__": __name__}
    for name in ("PreTrainedModel", "FinetuningArguments", "ModelArguments", "PretrainedConfig"):
        names[name] = object
    functions(root / "model_utils/visual.py", {"CompositeModel", "COMPOSITE_MODELS", "_register_composite_model", "get_forbidden_modules"}, names)
    functions(root / "adapter.py", {"_setup_full_tuning", "_setup_freeze_tuning"}, names)
    split = lambda arg: [item.strip() for item in arg.split(",")] if isinstance(arg, str) else arg
    defaults = {"freeze_trainable_layers": 2, "freeze_trainable_modules": "all", "freeze_extra_modules": None, "use_llama_pro": False,
                "freeze_vision_tower": True, "freeze_multi_modal_projector": True, "freeze_language_model": False}
    arguments = types.SimpleNamespace(**{key: settings.get(key, value) for key, value in defaults.items()})
    arguments.freeze_trainable_modules = split(arguments.freeze_trainable_modules)
    arguments.freeze_extra_modules = split(arguments.freeze_extra_modules)
    text = types.SimpleNamespace(num_hidden_layers=options.get("layers", 12))
    model.config = types.SimpleNamespace(model_type=options.get("model_type"), num_hidden_layers=text.num_hidden_layers)
    if options.get("model_type"):
        model.config.text_config = text
    setup = {"full": "_setup_full_tuning", "freeze": "_setup_freeze_tuning"}[settings["finetuning_type"]]
    names[setup](model, arguments, True, True)
    return model


def peft(model: nn.Module, settings: dict[str, Any], options: dict[str, Any]) -> Any:
    from peft import PeftConfig, get_peft_model
    from peft.tuners import tuners_utils

    # PEFT asks models of transformers for their head.
    tuners_utils.PreTrainedModel = type(model)
    model.get_output_embeddings = lambda: getattr(model, "lm_head", None)
    original = [name for name, _ in model.named_parameters()]
    loaded = PeftConfig.from_peft_type(**settings)
    loaded.inference_mode = False
    model.prepare_inputs_for_generation = None
    wrapped = get_peft_model(model, loaded)
    found: dict[str, bool] = {}
    extra = 0
    for name, parameter in wrapped.named_parameters():
        name = name.removeprefix("base_model.model.").replace(".modules_to_save.default", "").replace(".original_module", "").replace(".base_layer", "")
        if name in original:
            found[name] = found.get(name, False) or parameter.requires_grad
        elif parameter.requires_grad:  # the adapters of a module that is saved besides are there twice
            extra += parameter.numel()
    found_states = [[name, found[name]] for name in original]
    return (found_states, [len(wrapped.base_model.targeted_module_names), extra]) if settings["peft_type"] == "LORA" else found_states


def finetuning_scheduler(model: nn.Module, settings: dict[Any, Any], options: dict[str, Any]) -> list[list[Any]]:
    import finetuning_scheduler as fts
    import lightning.pytorch as pl

    class Module(pl.LightningModule):
        def training_step(self, batch: Any, index: int) -> torch.Tensor:
            return sum(p.float().sum() for p in self.parameters() if p.requires_grad)

        def validation_step(self, batch: Any, index: int) -> None:
            self.log("val_loss", torch.tensor(1.0))

        def configure_optimizers(self) -> torch.optim.Optimizer:
            return torch.optim.SGD([p for p in self.parameters() if p.requires_grad], lr=0.1)

    module = Module()
    for name, parameter in model.named_parameters(recurse=False):
        module.register_parameter(name, parameter)
    for name, child in model.named_children():
        module.add_module(name, child)

    class Record(pl.Callback):
        states: list[list[Any]] = []

        def on_train_start(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:
            if options.get("phase", 0) >= len(callback.ft_schedule):
                raise IndexError("no such phase")
            callback.thaw_to_depth(options.get("phase", 0))
            Record.states = states(pl_module)

    with tempfile.TemporaryDirectory() as folder:
        schedule = Path(folder) / "schedule.yaml"
        schedule.write_text(options["text"])
        callback = fts.FinetuningScheduler(ft_schedule=str(schedule), max_depth=-1)
        data = torch.utils.data.DataLoader(torch.zeros(2, 1))
        trainer = pl.Trainer(max_epochs=1, limit_train_batches=1, limit_val_batches=1, accelerator="cpu", logger=False, default_root_dir=folder,
                             enable_progress_bar=False, enable_model_summary=False, callbacks=[callback, Record()], num_sanity_val_steps=0)
        trainer.fit(module, data, data)
    return Record.states


TOOLS = {
    "axolotl": (axolotl, axolotl_cases, yaml.safe_load), "ms-swift": (ms_swift, ms_swift_cases, yaml.safe_load),
    "llama-factory": (llama_factory, llama_factory_cases, yaml.safe_load), "peft": (peft, peft_cases, json.loads),
    "finetuning-scheduler": (finetuning_scheduler, finetuning_scheduler_cases, yaml.safe_load),
}


def answers(tool: str) -> list[dict[str, Any]]:
    run, cases, load = TOOLS[tool]
    result = []
    for name, text, options in cases():
        case: dict[str, Any] = {"model": name, "file": text, "name": options.get("name", f"{tool}.yaml")}
        if "phase" in options:
            case["phase"] = options["phase"]
        if options.get("told"):
            case["layers"] = options["layers"]
        try:
            found = run(model_of(name), load(text), {**options, "text": text})
            if isinstance(found, tuple):
                found, case["adapters"] = found
            case["states"] = states(found) if isinstance(found, nn.Module) else found
        except Exception as error:  # what a tool raises is its answer
            case["error"] = type(error).__name__
        result.append(case)
    return result


def document(tool: str) -> str:
    cases = answers(tool)
    used = {case["model"] for case in cases}
    names = {name: [pair[0] for pair in states(model_of(name))] for name in used}
    lines = ['{"models": {']
    lines.append(",\n".join(f"{json.dumps(name)}: {json.dumps(config_of(name))}" for name in MODELS if name in used))
    lines.append('}, "cases": [')
    rows = []
    for case in cases:
        if "states" in case:
            assert [pair[0] for pair in case["states"]] == names[case["model"]], case
            # In the order of the model's parameters.
            case["states"] = "".join("1" if state else "0" for _, state in case["states"])
        rows.append(json.dumps(case))
    return "\n".join(lines) + "\n" + ",\n".join(rows) + "\n]}\n"


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    wanted = [sys.argv[sys.argv.index("--only") + 1]] if "--only" in sys.argv else list(TOOLS)
    GOLDEN.mkdir(exist_ok=True)
    stale = []
    for tool in wanted:
        path, text = GOLDEN / f"{tool}.json", document(tool)
        if "--check" not in sys.argv:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(path.name)
    if stale:
        sys.exit(f"these differ from what the tools do: {', '.join(stale)}")


if __name__ == "__main__":
    main()
