// Made by Scripts/generate.py from Assets and Python/freezespec: change those, and run it.

/// What is the same in every file that `export --to pytorch` writes.
enum PythonRuntime {
  /// The file's beginning and its imports.
  static let head: StaticString = #"""
    """A freeze plan: which parameters of a model train, and which modules stay in eval mode.

    Written by `freezespec export`. To change the plan, change its config and export again:
    what was edited here by hand is refused. It needs PyTorch alone.

        freeze_plan.apply(model)  # before the model is wrapped and the optimizer built
        optimizer = AdamW(freeze_plan.parameter_groups(model, weight_decay=0.01))
        freeze_plan.verify(model, optimizer)
    """

    from __future__ import annotations

    import copy
    import hashlib
    import math
    import warnings
    import weakref
    from collections.abc import Iterable, Iterator, Sequence
    from dataclasses import dataclass, field
    from typing import Any, NamedTuple

    import torch
    from torch import nn

    """#

  /// The functions that stand behind the plan.
  static let tail: StaticString = #"""
    def apply(model: nn.Module) -> None:
        """Sets `requires_grad` of every parameter and holds the plan's modules in eval mode.

        The names are found inside DataParallel, DistributedDataParallel, FSDP, torch.compile,
        activation checkpointing, PEFT and nestings of them. What is frozen loses its gradient,
        and later calls of `model.train()` leave the modules in eval mode.

        Raises:
            PlanError: Where the model is not the plan's, or what is asked for would fail in
                silence. All reasons are listed, and nothing has changed.
        """
        _apply(_plan(), model)


    def verify(
        model: nn.Module,
        optimizer: torch.optim.Optimizer | Sequence[torch.optim.Optimizer] | None = None,
    ) -> None:
        """Asserts that names, states and eval mode are the plan's.

        An optimizer, or several, must hold every trainable parameter once, and move no frozen
        one.

        Raises:
            PlanError: With all that is otherwise.
        """
        _verify(_plan(), model, optimizer)


    def parameter_groups(
        model: nn.Module,
        weight_decay: float = 0.0,
    ) -> list[dict[str, Any]]:
        """The trainable parameters in groups for an optimizer.

        Biases and the parameters of norms are in a group without decay.

        Raises:
            PlanError: Where the states of the model are not the plan's.
        """
        return _parameter_groups(_plan(), model, weight_decay)


    def hold_eval(model: nn.Module) -> None:
        """Holds the plan's modules in eval mode, as `apply` does, and sets no state."""
        _hold_eval(_plan(), model)


    def softmax_with_temperature(
        logits: torch.Tensor, temperature: float | None = None
    ) -> torch.Tensor:
        """The softmax at the plan's temperature, or another one, along the plan's dimension."""
        return _softmax_with_temperature(_plan(), logits, temperature)


    def named_states() -> dict[str, bool]:
        """`requires_grad` of each tensor, in the order of `named_parameters()`."""
        return _plan().states()


    def _plan() -> Decisions:
        rows = _parameters()
        tensors = (Parameter(*row, TIED_NAMES.get(row[0], ())) for row in rows)
        softmax = Softmax(TEMPERATURES, SOFTMAX_DIM) if TEMPERATURES else None
        plan = Decisions(NAME, tuple(tensors), tuple(_eval_modules()), softmax)
        if plan.digest() != PLAN_HASH:
            raise PlanError("the plan was edited by hand: change its config and export it")
        return plan


    # What follows is the same in every exported file ----------------------------------------


    class Problem(NamedTuple):
        """One thing that is wrong, and the names of all that it is wrong with."""

        what: str
        names: tuple[str, ...] = ()

        def __str__(self) -> str:
            if not self.names:
                return self.what
            shown = ", ".join(self.names[:12])
            more = f", and {len(self.names) - 12} more" if len(self.names) > 12 else ""
            return f"{self.what} ({len(self.names)}): {shown}{more}"


    class PlanError(RuntimeError):
        """A model, an optimizer or a plan that is not as the plan says.

        `problems` holds all that was found, and the message the first names of each.
        """

        def __init__(self, summary: str, problems: Sequence[Problem] = ()) -> None:
            lines = [summary, *(f"  {problem}" for problem in problems)]
            super().__init__("\n".join(lines))
            self.problems = tuple(problems)


    @dataclass(frozen=True)
    class Parameter:
        """A tensor of the model and its state; one of several names has them all."""

        name: str
        shape: tuple[int, ...]
        requires_grad: bool
        tied_names: tuple[str, ...] = ()

        @property
        def names(self) -> tuple[str, ...]:
            return (self.name, *self.tied_names)


    @dataclass(frozen=True)
    class Softmax:
        """Temperatures, the first of which training uses, and the dimension."""

        temperatures: tuple[float, ...]
        dim: int = -1


    @dataclass(frozen=True)
    class Decisions:
        """The states of all parameters, in the order of `named_parameters()`."""

        name: str
        parameters: tuple[Parameter, ...] = field(repr=False)
        eval_modules: tuple[str, ...] = ()
        softmax: Softmax | None = None

        def states(self) -> dict[str, bool]:
            """`requires_grad` of each tensor, under its first name."""
            return {tensor.name: tensor.requires_grad for tensor in self.parameters}

        def digest(self) -> str:
            """The SHA-256 of what the plan comes to, as docs/python.md defines it."""
            text = "".join(f"{line}\n" for line in self._lines())
            return hashlib.sha256(text.encode()).hexdigest()

        def _lines(self) -> Iterator[str]:
            yield "freezespec plan 1"
            for tensor in self.parameters:
                state = "train" if tensor.requires_grad else "freeze"
                names = " ".join(_measured(name) for name in tensor.names)
                yield f"{state} {list(tensor.shape)} {names}"
            for path in self.eval_modules:
                yield f"eval {_measured(path)}"
            if self.softmax is not None:
                temperatures = " ".join(map(repr, self.softmax.temperatures))
                yield f"softmax {self.softmax.dim} {temperatures}"


    def _measured(text: str) -> str:
        """A text behind the number of its bytes, so that no other reads the same."""
        return f"{len(text.encode())}:{text}"


    # What wraps a model, by the class's full name, with the attribute that holds the model.
    # Names are found by walking these objects: a model's own submodule may be called
    # `module`, so that no text is ever cut from a name.
    _WRAPPERS = {
        "torch.nn.parallel.data_parallel.DataParallel": "module",
        "torch.nn.parallel.distributed.DistributedDataParallel": "module",
        "torch.optim.swa_utils.AveragedModel": "module",
        "torch._dynamo.eval_frame.OptimizedModule": "_orig_mod",
        "torch.distributed.fsdp.fully_sharded_data_parallel.FullyShardedDataParallel": (
            "_fsdp_wrapped_module"
        ),
        "torch.distributed.algorithms._checkpoint.checkpoint_wrapper.ActivationWrapper": (
            "_checkpoint_wrapped_module"
        ),
        "lightning.fabric.wrappers._FabricModule": "_forward_module",
        "lightning_fabric.wrappers._FabricModule": "_forward_module",
        "deepspeed.runtime.engine.DeepSpeedEngine": "module",
        "megatron.core.distributed.data_parallel_base._BaseDataParallel": "module",
        "megatron.core.transformer.module.Float16Module": "module",
        "timm.utils.model_ema.ModelEma": "ema",
        "timm.utils.model_ema.ModelEmaV2": "module",
        "timm.utils.model_ema.ModelEmaV3": "module",
    }

    # Those that add parameters of their own beside the model's.
    _ADAPTERS = {
        "peft.peft_model.PeftModel": "base_model",
        "peft.mixed_model.PeftMixedModel": "base_model",
        "peft.tuners.tuners_utils.BaseTuner": "model",
        "peft.tuners.tuners_utils.BaseTunerLayer": "base_layer",
        "peft.utils.other.AuxiliaryTrainingWrapper": "original_module",
        "peft.tuners.adaption_prompt.model.AdaptionPromptModel": "model",
        "peft.tuners.adaption_prompt.layer.AdaptedAttention": "model",
    }

    _SAVED_COPIES = "peft.utils.other.ModulesToSaveWrapper"
    _TUNED_NORMS = "peft.tuners.ln_tuning.layer.LNTuningLayer"
    _DDP = "torch.nn.parallel.distributed.DistributedDataParallel"
    _FSDP = "torch.distributed.fsdp.fully_sharded_data_parallel.FullyShardedDataParallel"
    _DEEPSPEED = "deepspeed.runtime.engine.DeepSpeedEngine"

    # The classes of torch.nn whose parameters are scales and offsets; libraries' own are told
    # by their names.
    _NORMS = (
        nn.LayerNorm,
        nn.GroupNorm,
        nn.modules.batchnorm._NormBase,
        *((nn.RMSNorm,) if hasattr(nn, "RMSNorm") else ()),
    )


    def _class_names(module: nn.Module) -> list[str]:
        """The full names of an object's class and of all that it inherits from."""
        return [f"{kind.__module__}.{kind.__qualname__}" for kind in type(module).__mro__]


    class _Place:
        """A parameter under one name of the model without its wrappers."""

        def __init__(
            self, owner: nn.Module, tensor: torch.Tensor, shape: tuple[int, ...], used: bool
        ) -> None:
            self.owner = owner
            self.tensor = tensor
            # As the model declares it; the tensor may be a shard, or packed.
            self.shape = shape
            # Whether the forward pass uses it: PEFT's `modules_to_save`, and its LN tuning, train a
            # copy instead.
            self.used = used


    class _View:
        """A model under the names that it has without its wrappers.

        A wrapper is one of the model's own modules where what it holds has its parameters under
        the wrapper's attribute in `planned`, the names of all parameters and of modules with some.
        """

        def __init__(
            self,
            model: nn.Module,
            wrappers: dict[str, str],
            planned: frozenset[str] = frozenset(),
        ) -> None:
            self.model = model
            self.places: dict[str, list[_Place]] = {}
            self.modules: dict[str, list[nn.Module]] = {}
            # The wrappers that were met, from the outside in.
            self.found: dict[str, nn.Module] = {}
            self.reducers: list[nn.Module] = []
            self._wrappers = wrappers
            self._planned = planned
            # For each module that FSDP took parameters from: those, with their whole shapes.
            self._flat: dict[int, dict[str, tuple[torch.Tensor, tuple[int, ...]]]] = {}
            self._visit(model, "", True)

        def _visit(self, module: nn.Module, path: str, used: bool) -> None:
            names = _class_names(module)
            if _DDP in names:
                self.reducers.append(module)
            attribute, inner = self._wrapped(module)
            if inner is not None and self._planned:
                start = ".".join(filter(None, (path, attribute)))
                if any(
                    level and all(f"{start}.{name}" in self._planned for name in level)
                    for level in self._levels(inner)
                ):
                    attribute = inner = None
            if inner is None and "peft.utils.other.TrainableTokensWrapper" in names:
                inner = module._modules.get("token_adapter")
            if attribute is not None and inner is not None:
                self.found.setdefault(type(module).__name__, module)
                if _FSDP in names:
                    self._read_flat_parameters(module)
                copies = _active_copies(module) if _SAVED_COPIES in names else []
                for copied in copies:
                    self._visit(copied, path, used)
                is_replaced = copies or _TUNED_NORMS in names and _tunes_copy(module)
                self._visit(inner, path, used and not is_replaced)
                return
            self.modules.setdefault(path, []).append(module)
            prefix = f"{path}." if path else ""
            flat = self._flat.get(id(module), {})
            for name, parameter in module._parameters.items():
                if parameter is not None and name not in flat:
                    place = _Place(module, parameter, _whole_shape(parameter), used)
                    self.places.setdefault(prefix + name, []).append(place)
            for name, (whole, shape) in flat.items():
                # With use_orig_params FSDP leaves a view of the shard in the parameter's place.
                shard = module._parameters.get(name)
                tensor = whole if shard is None else shard
                place = _Place(module, tensor, shape, used)
                self.places.setdefault(prefix + name, []).append(place)
            for name, child in module._modules.items():
                if child is not None:
                    self._visit(child, prefix + name, used)

        def _wrapped(self, module: nn.Module) -> tuple[str | None, nn.Module | None]:
            """The attribute in which a wrapper holds a module, and that; None where it is none."""
            names = _class_names(module)
            known = (self._wrappers[name] for name in names if name in self._wrappers)
            attribute = next(known, None)
            return attribute, None if attribute is None else module._modules.get(attribute)

        def _levels(self, module: nn.Module) -> Iterator[list[str]]:
            """The names in a module that have parameters, and those inside each wrapper in it."""
            inner: nn.Module | None = module
            while inner is not None:
                module = inner
                names = [name for name, p in module._parameters.items() if p is not None]
                for name, child in module._modules.items():
                    if child is not None and next(child.parameters(), None) is not None:
                        names.append(name)
                yield names
                _, inner = self._wrapped(module)

        def _read_flat_parameters(self, module: Any) -> None:
            handle = getattr(module, "_handle", None)
            handles = getattr(module, "_handles", []) if handle is None else [handle]
            for flat in (handle.flat_param for handle in handles):
                shapes = [tuple(shape) for shape in flat._shapes]
                for info, shape in zip(flat._param_infos, shapes):
                    self._flat.setdefault(id(info[1]), {})[info[0]] = (flat, shape)
                for shared in flat._shared_param_infos:
                    first = self._flat[id(shared.prim_module)][shared.prim_param_name]
                    self._flat.setdefault(id(shared.module), {})[shared.param_name] = first

        def tensors(self) -> Iterator[tuple[str, _Place]]:
            """Each parameter that the forward pass uses, once, with its first name."""
            seen = set()
            for name, places in self.places.items():
                for place in places:
                    if place.used and id(place.tensor) not in seen:
                        seen.add(id(place.tensor))
                        yield name, place

        def additions(self) -> Iterator[tuple[str, _Place]]:
            """The parameters that wrappers add, such as adapters, each once."""
            known = {id(p.tensor) for places in self.places.values() for p in places}
            for path, module in self.model.named_modules():
                for name, tensor in module.named_parameters(path, recurse=False):
                    if id(tensor) not in known:
                        known.add(id(tensor))
                        yield name, _Place(module, tensor, _whole_shape(tensor), True)

        def held(self, paths: Iterable[str]) -> Iterator[nn.Module]:
            """The modules at and below some paths; adapters among them stay free."""
            above = set(paths)
            for path, modules in self.modules.items():
                parts = path.split(".") if path else []
                ends = range(len(parts) + 1)
                if any(".".join(parts[:end]) in above for end in ends):
                    yield from modules


    def _active_copies(wrapper: Any) -> list[nn.Module]:
        """What PEFT's `modules_to_save` trains in place of a module."""
        if wrapper.disable_adapters:
            return []
        copies = wrapper.modules_to_save
        return [copies[name] for name in wrapper.active_adapters if name in copies]


    def _tunes_copy(wrapper: Any) -> bool:
        """Whether an adapter of PEFT's LN tuning, a copy of the norm, goes in its place."""
        if wrapper.disable_adapters or wrapper.merged:
            return False
        return any(name in wrapper.ln_tuning_layers for name in wrapper.active_adapters)


    def _whole_shape(parameter: torch.Tensor) -> tuple[int, ...]:
        """The shape that the model declares: DTensor's own is the global one already."""
        for shape in (
            getattr(parameter, "ds_shape", None),
            getattr(getattr(parameter, "quant_state", None), "shape", None),
        ):
            if shape is not None:
                return tuple(shape)
        if torch.nn.parameter.is_lazy(parameter):
            return (-1,)
        return tuple(parameter.shape)


    # Finding ------------------------------------------------------------------------------


    def _mismatches(plan: Decisions, view: _View) -> tuple[list[str], list[str]]:
        """The names that the model lacks, and those that it has besides."""
        planned = [name for tensor in plan.parameters for name in tensor.names]
        found = [place for name in planned for place in view.places.get(name, [])]
        known = {id(place.tensor) for place in found}
        # A further name of a tensor that the plan has by another is no tensor more.
        names = set(planned)
        unexpected = [
            name
            for name, places in view.places.items()
            if name not in names and any(id(place.tensor) not in known for place in places)
        ]
        return [name for name in planned if name not in view.places], unexpected


    def _find(plan: Decisions, model: nn.Module) -> _View:
        """The view of a model whose names are the plan's, or that which comes nearest.

        A plan that was made from a wrapped model has the names of its wrappers.
        """
        if not isinstance(model, nn.Module):
            raise TypeError(f"a plan is for a model, not for {_described(model)}")
        every = {**_WRAPPERS, **_ADAPTERS}
        views = []
        for wrappers, planned in (
            (every, frozenset()),
            (_WRAPPERS, frozenset()),
            ({}, frozenset()),
            (every, _all_paths(plan)),
        ):
            view = _View(model, wrappers, planned)
            missing, unexpected = _mismatches(plan, view)
            if not missing and not unexpected:
                return view
            views.append((len(missing) + len(unexpected), view))
        return min(views, key=lambda pair: pair[0])[1]


    def _all_paths(plan: Decisions) -> frozenset[str]:
        """The names of a plan's parameters, and the paths of all modules above them."""
        paths: set[str] = set()
        for tensor in plan.parameters:
            for path in tensor.names:
                while path and path not in paths:
                    paths.add(path)
                    path = path.rpartition(".")[0]
        return frozenset(paths)


    def _described(value: Any) -> str:
        """What was given in place of something else, and what is to be given."""
        if value is None:
            return "None"
        if isinstance(value, type):
            return f"the class {value.__name__}: make one of it first"
        if isinstance(value, str):
            return f"the text {value!r}"
        if isinstance(value, dict) and "params" in value:
            return "a group of parameters: make an optimizer of the groups first"
        if isinstance(value, dict):
            return "a dict, such as a state dict: load it into the model, and pass that"
        if isinstance(value, nn.Module):
            return "a model"
        if hasattr(value, "optimizer"):
            return f"a {type(value).__name__}: pass its optimizer"
        return f"a {type(value).__name__}"


    def _listed(what: str, names: Sequence[str]) -> list[Problem]:
        return [Problem(what, tuple(names))] if names else []


    def _differences(plan: Decisions, view: _View) -> list[Problem]:
        """What keeps a plan from being this model's."""
        missing, unexpected = _mismatches(plan, view)
        reshaped = [
            f"{name} is {place.shape}, in the plan {tensor.shape}"
            for tensor in plan.parameters
            for name in tensor.names
            for place in view.places.get(name, [])
            if place.shape != tensor.shape
        ]
        absent = [_shown(path) for path in plan.eval_modules if path not in view.modules]
        problems = _listed("the model has no parameter", missing)
        problems += _listed("the plan has no parameter", unexpected)
        problems += _listed("another shape", reshaped)
        problems += _listed("the model has no module to hold in eval mode", absent)
        if missing:
            problems += [Problem(f"hint: {hint}") for hint in _hints(plan, view)]
        return problems


    def _shown(path: str) -> str:
        return path or "(the model)"


    def _hints(plan: Decisions, view: _View) -> Iterator[str]:
        if view.found:
            yield f"names are those inside {', '.join(view.found)}"
        for path, modules in view.modules.items():
            if path and path.count(".") < 3:
                inner = _View(modules[0], view._wrappers)
                if _mismatches(plan, inner) == ([], []):
                    yield f"the plan is that of the model's submodule {path}: pass that"
                    return
        prefix = _prefix(plan, view)
        if prefix:
            held = f"the model is what the plan has as {prefix}"
            yield f"{held}: pass the model that holds it"


    def _prefix(plan: Decisions, view: _View) -> str:
        """Where the plan's model holds this one; empty where it does not."""
        planned = {name: one.shape for one in plan.parameters for name in one.names}
        own = {name: places[0].shape for name, places in view.places.items()}
        first = next(iter(own), "")
        for name in planned:
            if name.endswith(f".{first}"):
                start = name[: -len(first)]
                if all(planned.get(start + n) == shape for n, shape in own.items()):
                    return start[:-1]
        return ""


    def _states(plan: Decisions, view: _View) -> Iterator[tuple[str, _Place, bool]]:
        """Each tensor at each of its names with the state that it is to have.

        Where a copy is trained in a module's place, nothing is asked of the tensor there: it may
        be another module's as well.
        """
        used = {id(p.tensor) for places in view.places.values() for p in places if p.used}
        for tensor in plan.parameters:
            for name in tensor.names:
                for place in view.places.get(name, []):
                    if place.used or id(place.tensor) not in used:
                        yield name, place, tensor.requires_grad and place.used


    def _conflicts(plan: Decisions, view: _View) -> list[Problem]:
        """Names of one tensor of the live model that are to be in two states."""
        first: dict[int, tuple[str, bool]] = {}
        differing, flat = [], []
        for name, place, state in _states(plan, view):
            other, known = first.setdefault(id(place.tensor), (name, state))
            if known != state:
                frozen, trained = (other, name) if state else (name, other)
                differing.append(f"{trained} trains and {frozen} is frozen")
                if hasattr(place.tensor, "_param_infos"):
                    flat.append(differing.pop())
        problems = _listed("one tensor in two states", differing)
        what = "one flat parameter of FSDP in two states; use_orig_params=True allows them"
        return problems + _listed(what, flat)


    def _overlaps(plan: Decisions, view: _View) -> list[Problem]:
        """What is frozen, and lies in the memory of what trains, so that it moves as well."""
        spans = []
        for name, place, state in _states(plan, view):
            span = _span(place.tensor)
            if span is not None:
                spans.append((*span, state, name))
        spans.sort()
        found = []
        # For each state what reaches farthest: where that ends before, all does.
        farthest: dict[bool, tuple[str, int, str]] = {}
        for device, start, end, state, name in spans:
            other = farthest.get(not state)
            if other is not None and other[0] == device and other[1] > start:
                frozen, trained = (other[2], name) if state else (name, other[2])
                found.append(f"{frozen} and {trained}")
            own = farthest.get(state)
            if own is None or own[0] != device or own[1] < end:
                farthest[state] = (device, end, name)
        what = "one is frozen, and is in the memory of the other, which trains"
        return _listed(f"{what}; tie the parameters, and not their data", found)


    def _span(tensor: torch.Tensor) -> tuple[str, int, int] | None:
        """The device and the addresses of a parameter's memory; None where they do not tell."""
        if type(tensor) is not nn.Parameter or tensor.layout != torch.strided:
            return None
        if tensor.device.type == "meta" or tensor.numel() == 0:
            return None
        # What has gaps may have others' numbers in them.
        steps = [(n, by) for n, by in zip(tensor.shape, tensor.stride()) if n > 1]
        length = sum((n - 1) * by for n, by in steps) + 1
        if length != tensor.numel() or any(by == 0 for _, by in steps):
            return None
        try:
            start, held = tensor.data_ptr(), tensor.untyped_storage().nbytes()
        except (RuntimeError, NotImplementedError, AttributeError):
            # Some devices' tensors have no addresses.
            return None
        # FSDP frees what it gathers.
        if start == 0 or held == 0:
            return None
        return str(tensor.device), start, start + tensor.numel() * tensor.element_size()


    # Setting ------------------------------------------------------------------------------


    def _obstacles(plan: Decisions, view: _View) -> list[Problem]:
        """What cannot be set, or would fail in silence."""
        integers, fixed, unfreezing, freezing = [], [], [], []
        known, deaf = _reducer_parameters(view)
        unheard = {name for name, _ in _unheard(view)}
        engine = any(_DEEPSPEED in _class_names(module) for module in view.found.values())
        changed = []
        for name, place, state in _states(plan, view):
            tensor = place.tensor
            if state and not (tensor.is_floating_point() or tensor.is_complex()):
                integers.append(f"{name} is {tensor.dtype}")
            if name in unheard and state:
                unfreezing.append(name)
            if tensor.requires_grad == state:
                continue
            changed.append(name)
            if not tensor.is_leaf or tensor.is_inference():
                fixed.append(name)
            if id(tensor) in deaf and state:
                unfreezing.append(name)
            if id(tensor) in known and not state:
                freezing.append(name)
        problems = _listed("to train, but not of a floating-point type", integers)
        problems += _listed("no leaf of autograd's graph, whose state is fixed", fixed)
        problems += _listed(
            "to train, but frozen when DistributedDataParallel was built, so that each process"
            " would go its own way; apply the plan before wrapping",
            unfreezing,
        )
        problems += _listed(
            "to be frozen, but DistributedDataParallel waits for their gradients; apply the plan"
            " before wrapping, or wrap with find_unused_parameters=True",
            freezing,
        )
        if engine:
            what = "DeepSpeed has settled what trains; apply the plan before initialize()"
            problems += _listed(what, changed)
        return problems


    def _reducer_parameters(view: _View) -> tuple[set[int], set[int]]:
        """The parameters that a reducer of DDP must have gradients of, and those below one
        that it may not know."""
        waiting: set[int] = set()
        unknown: set[int] = set()
        for reducer in view.reducers:
            ddp: Any = reducer
            ignored = set(getattr(ddp, "parameters_to_ignore", ()))
            named = ddp.module.named_parameters()
            below = {id(p) for name, p in named if name not in ignored}
            if not ddp.find_unused_parameters:
                waiting |= below
            count = ddp._get_ddp_logging_data().get("num_parameter_tensors")
            if count != len(below):
                unknown |= below
        return waiting, unknown


    def _unheard(view: _View) -> Iterator[tuple[str, torch.Tensor]]:
        """What trains below a reducer of DDP that was built while it was frozen."""
        own = {id(p) for ddp in view.reducers for p in _reduced(ddp)}
        for name, place in view.tensors() if own else ():
            if id(place.tensor) in own and not _has_kept_accumulator(place.tensor):
                yield name, place.tensor


    def _reduced(ddp: Any) -> Iterator[torch.Tensor]:
        """What trains now and is to be reduced by DDP, which hooks into autograd for it."""
        if getattr(ddp, "_use_python_reducer", False):
            return
        others = {id(p) for p in getattr(ddp, "_delay_all_reduce_params", ())}
        ignored = set(getattr(ddp, "parameters_to_ignore", ()))
        for name, parameter in ddp.module.named_parameters():
            if name in ignored or id(parameter) in others:
                continue
            if parameter.requires_grad and parameter.is_leaf:
                yield parameter


    def _has_kept_accumulator(parameter: torch.Tensor) -> bool:
        """Whether anything keeps the node that gathers a parameter's gradient.

        A reducer does, for all that trained when it was built. Of others a node is made anew for
        each graph, without what was noted in the last one.
        """
        with torch.inference_mode(False), torch.enable_grad():
            node: Any = parameter.expand_as(parameter).grad_fn
            node.next_functions[0][0].metadata["freezespec"] = True
            del node
            again: Any = parameter.expand_as(parameter).grad_fn
            return "freezespec" in again.next_functions[0][0].metadata


    def _reducer_problems(view: _View) -> list[Problem]:
        """What trains otherwise than when a reducer of DDP was built."""
        problems = _listed(
            "trains, but was frozen when DistributedDataParallel was built, so that each process"
            " goes its own way; apply the plan before wrapping",
            [name for name, _ in _unheard(view)],
        )
        for reducer in view.reducers:
            ddp: Any = reducer
            if getattr(ddp, "_use_python_reducer", False):
                continue
            count = ddp._get_ddp_logging_data().get("num_parameter_tensors", 0)
            reduced = {id(parameter) for parameter in _reduced(ddp)}
            # A graph that is still there keeps the nodes of all that it has.
            if not problems and len(reduced) > count:
                problems += _listed(
                    f"train, and DistributedDataParallel was built when {count} of them did, so that"
                    " for the others each process goes its own way; apply the plan before wrapping",
                    [name for name, p in view.tensors() if id(p.tensor) in reduced],
                )
            heard = sum(map(_has_kept_accumulator, _reduced(ddp)))
            if count > heard and not ddp.find_unused_parameters:
                below = {id(parameter) for parameter in ddp.module.parameters()}
                frozen = [
                    name
                    for name, place in view.tensors()
                    if id(place.tensor) in below and not place.tensor.requires_grad
                ]
                problems += _listed(
                    f"is frozen, and DistributedDataParallel waits for gradients of {count - heard}"
                    " more than train; apply the plan before wrapping, or wrap with"
                    " find_unused_parameters=True",
                    frozen,
                )
        return problems


    def _apply(plan: Decisions, model: nn.Module) -> None:
        view = _find(plan, model)
        problems = _differences(plan, view) + _conflicts(plan, view)
        problems = problems or _obstacles(plan, view) + _overlaps(plan, view)
        if problems:
            raise PlanError(f"the plan {plan.name} was not applied:", problems)
        for names in _lost_ties(plan, view):
            warnings.warn(
                f"{' and '.join(names)} are one tensor in the plan {plan.name}, and several in the"
                " model: tie them, or take the tie out of the config",
                stacklevel=3,
            )
        for _, place, state in _states(plan, view):
            place.tensor.requires_grad_(state)
            if not state:
                # An optimizer moves whatever has a gradient.
                place.tensor.grad = None
        _hold(plan, view)


    def _lost_ties(plan: Decisions, view: _View) -> Iterator[list[str]]:
        """The names of tensors that are several in the model, but for those with copies of PEFT's."""
        for tensor in plan.parameters if not view._flat else ():
            places = [(name, p) for name in tensor.names for p in view.places.get(name, [])]
            if all(place.used for _, place in places):
                first = {id(place.tensor): name for name, place in reversed(places)}
                if len(first) > 1:
                    yield sorted(first.values(), key=tensor.names.index)


    # Eval mode ----------------------------------------------------------------------------


    class EvalHold:
        """Stands in for a module's `train`, and keeps the module itself in eval mode.

        It is the module's attribute, and so is copied and pickled with it.
        """

        holds_eval = True

        def __init__(self, module: nn.Module) -> None:
            # The module owns its hold: a reference back would keep its memory in use.
            self._module = weakref.ref(module)

        @property
        def module(self) -> nn.Module:
            module = self._module()
            if module is None:
                raise ReferenceError("the module that was held in eval mode is gone")
            return module

        def __call__(self, mode: bool = True) -> nn.Module:
            module = self.module
            # What lies below has holds of its own; adapters have none, and follow.
            type(module).train(module, mode)
            module.training = False
            return module

        def __deepcopy__(self, memo: dict[int, Any]) -> EvalHold:
            return EvalHold(copy.deepcopy(self.module, memo))

        def __reduce__(self) -> tuple[Any, ...]:
            return EvalHold, (self.module,)


    def _is_held(module: nn.Module) -> bool:
        return getattr(module.__dict__.get("train"), "holds_eval", False)


    def _hold(plan: Decisions, view: _View) -> None:
        held = list(view.held(plan.eval_modules))
        keep = {id(module) for module in held}
        released = [
            module
            for modules in view.modules.values()
            for module in modules
            if id(module) not in keep and _is_held(module)
        ]
        for module in released:
            # Another plan held it.
            del module.__dict__["train"]
            module.training = view.model.training
        for module in held:
            module.__dict__["train"] = EvalHold(module)
            module.training = False


    def _hold_eval(plan: Decisions, model: nn.Module) -> None:
        view = _find(plan, model)
        problems = _differences(plan, view)
        if problems:
            raise PlanError(f"the plan {plan.name} is not this model's:", problems)
        _hold(plan, view)


    # Checking -----------------------------------------------------------------------------


    def _wrong_states(plan: Decisions, view: _View) -> list[Problem]:
        trains: list[str] = []
        frozen: list[str] = []
        for name, place, state in _states(plan, view):
            if place.tensor.requires_grad != state:
                (trains if place.tensor.requires_grad else frozen).append(name)
        problems = _listed("trains, and the plan freezes it", trains)
        return problems + _listed("is frozen, and the plan trains it", frozen)


    def _verify(
        plan: Decisions,
        model: nn.Module,
        optimizer: torch.optim.Optimizer | Sequence[torch.optim.Optimizer] | None = None,
    ) -> None:
        view = _find(plan, model)
        problems = _differences(plan, view)
        if not problems:
            problems = _wrong_states(plan, view)
            problems += _overlaps(plan, view)
            problems += _mode_problems(plan, view)
            problems += _reducer_problems(view)
            if optimizer is not None:
                problems += _optimizer_problems(view, _optimizers(optimizer))
        if problems:
            raise PlanError(f"the model is not as the plan {plan.name} says:", problems)


    def _mode_problems(plan: Decisions, view: _View) -> list[Problem]:
        held = {id(module) for module in view.held(plan.eval_modules)}
        training, free = [], []
        for path, modules in view.modules.items():
            for module in modules:
                if id(module) in held and not _is_held(module):
                    free.append(_shown(path))
                elif id(module) in held and module.training:
                    training.append(_shown(path))
        problems = _listed("in train mode, to be held in eval mode", training)
        return problems + _listed(
            "not held in eval mode; what puts modules in the place of others, as"
            " convert_sync_batchnorm does, comes before apply, or hold_eval(model) behind it",
            free,
        )


    def _optimizers(given: Any) -> list[Any]:
        optimizers = list(given) if isinstance(given, (list, tuple)) else [given]
        for each in optimizers:
            kinds = ("param_groups", "bit16_groups", "fp16_groups")
            if isinstance(each, type) or not any(hasattr(each, kind) for kind in kinds):
                raise TypeError(
                    f"verify takes an optimizer, or a list of some, and not {_described(each)}"
                )
        return optimizers


    def _optimizer_problems(view: _View, optimizers: Sequence[Any]) -> list[Problem]:
        counts: dict[int, int] = {}
        for parameter in (p for each in optimizers for p in _stepped(each)):
            counts[id(parameter)] = counts.get(id(parameter), 0) + 1
        lacking, repeated, moving = [], [], []
        for name, place in (*view.tensors(), *view.additions()):
            tensor = place.tensor
            count = counts.get(id(tensor), 0)
            if tensor.requires_grad and count == 0:
                lacking.append(name)
            if count > 1:
                repeated.append(name)
            if not tensor.requires_grad and count > 0 and tensor.grad is not None:
                moving.append(name)
        problems = _listed("trains, and the optimizer does not have it", lacking)
        problems += _listed("the optimizer has it more than once", repeated)
        return problems + _listed(
            "is frozen, and has a gradient with which the optimizer moves it", moving
        )


    def _stepped(optimizer: Any) -> Iterator[torch.Tensor]:
        """The model's parameters that an optimizer steps."""
        # DeepSpeed's steps flat copies, and notes what they are of.
        for attribute in ("bit16_groups", "fp16_groups"):
            groups = getattr(optimizer, attribute, None)
            if groups:
                for group in groups:
                    yield from group
                return
        for group in optimizer.param_groups:
            yield from group["params"]


    def _parameter_groups(
        plan: Decisions, model: nn.Module, weight_decay: float = 0.0
    ) -> list[dict[str, Any]]:
        view = _find(plan, model)
        problems = _differences(plan, view) or _wrong_states(plan, view)
        if problems:
            raise PlanError(f"the model is not as the plan {plan.name} says:", problems)
        decaying: list[torch.Tensor] = []
        constant: list[torch.Tensor] = []
        for name, place in (*view.tensors(), *view.additions()):
            if place.tensor.requires_grad:
                # A flat parameter of FSDP is of many, and decays as most of them do.
                is_flat = hasattr(place.tensor, "_param_infos")
                is_constant = not is_flat and _is_offset_or_scale(name, place)
                (constant if is_constant else decaying).append(place.tensor)
        groups = [
            {"params": decaying, "weight_decay": weight_decay},
            {"params": constant, "weight_decay": 0.0},
        ]
        return [group for group in groups if group["params"]]


    def _is_offset_or_scale(name: str, place: _Place) -> bool:
        """Whether a parameter is a bias or one of a norm, which weight decay leaves alone."""
        own = name.rpartition(".")[2]
        if own == "bias" or own.startswith("bias_") or own.endswith("_bias"):
            return True
        if isinstance(place.owner, _NORMS):
            return True
        kinds = [kind.__name__.lower() for kind in type(place.owner).__mro__]
        return len(place.shape) <= 1 and any("norm" in kind for kind in kinds)


    def _softmax_with_temperature(
        plan: Decisions, logits: torch.Tensor, temperature: float | None = None
    ) -> torch.Tensor:
        if plan.softmax is None:
            raise PlanError(f"the plan {plan.name} has no softmax")
        if temperature is None:
            temperature = plan.softmax.temperatures[0]
        is_number = isinstance(temperature, (int, float))
        if is_number and not 0 < temperature < math.inf:
            raise ValueError(f"a temperature is a finite number above 0, not {temperature}")
        dim = plan.softmax.dim
        # The largest is taken away first, so that no quotient overflows.
        shifted = logits - logits.detach().amax(dim=dim, keepdim=True)
        return torch.softmax(shifted / temperature, dim=dim)

    """#
}
