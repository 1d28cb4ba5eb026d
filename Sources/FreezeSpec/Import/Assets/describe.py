"""Builds a model of PyTorch without its weights and prints what it is made of, as one JSON document.

    python3 -c "$(cat describe.py)" SCHEME NAME [--class CLASS] [--arg KEY=VALUE]...

freezespec carries this file and hands it to the Python that it is told to use; it needs Python 3.9 and torch 2.0.
Modules, classes and tensors are lists, and what belongs together refers by number: an object that stands at several
places is one entry. What a constructor was given is written as Python literals. A failure is a document as well, with
`error` and `help`.
"""

import sys

# `python3 -c` looks in the folder that it runs in before its own library: a checkout's json.py would run.
sys.path[:] = [path for path in sys.path if path]

import ast
import difflib
import importlib
import importlib.metadata
import inspect
import json
import math
import os
import re
import traceback
import warnings

NAME = "_freezespec_given"  # where a module keeps what its constructor was given


class Refusal(Exception):
    """Why there is no model, in words for the user."""

    def __init__(self, message, *help):
        super().__init__(message)
        self.message = message
        self.help = list(help)


# ---------------------------------------------------------------------------------------------------
# Values


def literal(value, depth=0):
    """A value as a Python literal; None where it is not one of a few simple kinds."""
    import torch

    if value is None or isinstance(value, bool):
        return repr(value)
    if type(value) is int:
        return repr(value) if abs(value) < 2**63 else None
    if type(value) is float:
        return repr(value) if math.isfinite(value) else None
    if type(value) is str:
        return repr(value) if len(value) <= 200 and value.isprintable() else None
    if isinstance(value, torch.dtype):
        return str(value)
    if isinstance(value, (tuple, list)) and len(value) <= 64 and depth < 4:
        items = [literal(item, depth + 1) for item in value]
        if None in items:
            return None
        if isinstance(value, list):
            return "[" + ", ".join(items) + "]"
        return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
    return None


def noted(value):
    """A value as a literal: of a class or a function its name, of any other object that there is one."""
    text = literal(value)
    if text is None and callable(value) and not is_module(value):
        name = getattr(getattr(value, "func", value), "__name__", None)
        text = name and literal(name)
    return "..." if text is None else text


def read_argument(text):
    """KEY=VALUE, where VALUE is a Python literal or else text."""
    import torch

    key, equals, value = text.partition("=")
    if not equals or not key.isidentifier():
        raise Refusal(f"--arg takes NAME=VALUE, not {text!r}")
    if value.startswith("torch.") and isinstance(getattr(torch, value[6:], None), torch.dtype):
        return key, getattr(torch, value[6:])
    try:
        return key, ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return key, value


# ---------------------------------------------------------------------------------------------------
# What constructors are given


def remember_arguments(nn):
    """Makes each module remember what its constructor was given: few keep all of it."""

    def new(cls, *args, **kwargs):
        module = object.__new__(cls)
        module.__dict__[NAME] = given(cls, args, kwargs)
        return module

    nn.Module.__new__ = staticmethod(new)


signatures = {}


def signature(cls):
    """The parameters of a class's constructor without self; None where Python cannot tell."""
    if cls not in signatures:
        try:
            signatures[cls] = inspect.signature(cls.__init__)
        except (TypeError, ValueError):
            signatures[cls] = None
    return signatures[cls]


named_parameters = {}


def given(cls, args, kwargs):
    """What a constructor is given, by name, defaults included."""
    if cls not in named_parameters:
        known = signature(cls)
        listed = list(known.parameters.values())[1:] if known else []
        variadic = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
        named = [parameter for parameter in listed if parameter.kind not in variadic]
        defaults = {item.name: noted(item.default) for item in named if item.default is not item.empty}
        named_parameters[cls] = ([item.name for item in named if item.kind is not item.KEYWORD_ONLY], named, defaults)
    positional, named, defaults = named_parameters[cls]
    values = {name: noted(value) for name, value in zip(positional, args)}
    values.update({name: noted(value) for name, value in kwargs.items()})
    ordered = {item.name: values.pop(item.name, defaults.get(item.name)) for item in named}
    return {name: text for name, text in {**ordered, **values}.items() if text is not None}


def facts(module):
    """The arguments that would make a module of torch.nn anew, as it keeps them."""
    values = {}
    for name, value in module.__dict__.items():
        if not name.startswith("_") and name != "training":
            text = noted(value)
            if text != "...":
                values[name] = text
    known = signature(type(module))
    for name in list(known.parameters)[1:] if known else []:
        if name in module._parameters:
            values[name] = repr(module._parameters[name] is not None)
    return values


# ---------------------------------------------------------------------------------------------------
# Sources


def library(name, python=sys.executable):
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == name:
            raise Refusal(
                f"{python} has no {name}",
                f"install it there (pip install {name}), or name another Python with --python",
            ) from None
        raise


def torchvision_library():
    """torchvision; one whose compiled operators do not fit this torch still knows its models."""
    import torch

    try:
        return library("torchvision")
    except RuntimeError as error:
        if "torchvision::" not in str(error):
            raise
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]
    operators = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms", "roi_align", "roi_pool", "ps_roi_align", "ps_roi_pool", "deform_conv2d"):
        operators.define(f"{name}(Tensor input) -> Tensor")
        operators.define(f"_{name}_backward(Tensor input) -> Tensor")
    module = library("torchvision")
    module._freezespec_operators = operators  # they last as long as this object
    return module


def unknown(what, name, names):
    near = difflib.get_close_matches(name, names, 3, 0.6) or [item for item in names if name in item][:3]
    return Refusal(f"there is no {what} `{name}`", *([f"did you mean {' or '.join(near)}?"] if near else []))


def from_torch(name, arguments):
    place, colon, attribute = name.rpartition(":")
    if not colon or not place or not attribute:
        raise Refusal(
            f"`torch:{name}` names no callable", "write torch:package.module:function, or torch:path/file.py:function"
        )
    sys.path.insert(0, os.getcwd())
    if place.endswith(".py"):
        path = os.path.abspath(place)
        if not os.path.exists(path):
            raise Refusal(f"there is no file {place}")
        sys.path.insert(0, os.path.dirname(path))
        stem = os.path.splitext(os.path.basename(path))[0]
        spec = importlib.util.spec_from_file_location(stem, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[stem] = module
        spec.loader.exec_module(module)
    else:
        try:
            module = importlib.import_module(place)
        except ModuleNotFoundError as error:
            if error.name and (place == error.name or place.startswith(error.name + ".")):
                raise Refusal(
                    f"{sys.executable} finds no module `{place}`", "it looks in this folder and in what it has installed"
                ) from None
            raise
    target = module
    for part in attribute.split("."):
        if not hasattr(target, part):
            names = [key for key, value in vars(target).items() if callable(value) and not key.startswith("_")]
            raise unknown(f"callable in {place}", attribute, names)
        target = getattr(target, part)
    return [], lambda: target(**arguments) if not is_module(target) else target


# What chooses how a config is loaded, and is no part of it.
LOADING = (
    "cache_dir", "code_revision", "dtype", "force_download", "local_files_only", "proxies", "revision", "subfolder",
    "token", "torch_dtype", "trust_remote_code", "attn_implementation",
)
notes = []  # what else the head of the file is to say


def from_hugging_face(name, arguments, class_name):
    torchvision_quietly()
    transformers = library("transformers")
    try:
        config = transformers.AutoConfig.from_pretrained(name, **arguments)
    except (OSError, ValueError) as error:
        raise Refusal(f"transformers has no config for `{name}`: {first_line(error)}") from None
    for key in arguments:
        # The library passes over what its config does not have.
        if key not in LOADING and not hasattr(config, key):
            raise unknown(f"setting in the config of {name}", key, [*config.to_dict(), *(item for item in dir(config) if item[0] != "_")])
    if getattr(config, "quantization_config", None):
        notes.append("Its config asks for quantisation (quantization_config): this is the model before that.")
    if class_name is None:
        named = getattr(config, "architectures", None) or []
        if not named:
            raise Refusal(
                f"the config of {name} names no class under `architectures`",
                "name one: --class AutoModel, --class AutoModelForCausalLM, …",
            )
        class_name = named[0]
    cls = getattr(transformers, class_name, None)
    if cls is None:
        raise unknown("class in transformers", class_name, [key for key in dir(transformers) if "For" in key or "Model" in key])
    key = "dtype" if int(transformers.__version__.split(".")[0]) >= 5 else "torch_dtype"
    dtype = getattr(config, "dtype", None) or getattr(config, "torch_dtype", None)
    chosen = {} if dtype is None else {key: dtype}
    build = getattr(cls, "from_config", None) or getattr(cls, "_from_config", None)
    if build is None:
        raise Refusal(f"`{class_name}` is no model class of transformers")
    return ["transformers"], lambda: build(config, **chosen)


def from_torchvision(name, arguments):
    torchvision = torchvision_library()
    names = torchvision.models.list_models()
    if name not in names:
        refusal = unknown("model in torchvision", name, names)
        if not refusal.help:
            refusal.help = [f"it has {len(names)}: python -c 'import torchvision; print(torchvision.models.list_models())'"]
        raise refusal
    builder = torchvision.models.get_model_builder(name)
    for key in ("weights", "weights_backbone"):
        if key in inspect.signature(builder).parameters:
            arguments.setdefault(key, None)
    return ["torchvision"], lambda: builder(**arguments)


def from_timm(name, arguments):
    torchvision_quietly()
    timm = library("timm")
    if not timm.is_model(name.split(".")[0]):
        names = timm.list_models()
        refusal = unknown("model in timm", name, names)
        if not refusal.help:
            refusal.help = [f"it has {len(names)}: python -c 'import timm; print(timm.list_models())'"]
        raise refusal
    return ["timm"], lambda: timm.create_model(name, pretrained=False, **arguments)


def torchvision_quietly():
    """Imports torchvision where it is there, as libraries do that can use it."""
    try:
        torchvision_library()
    except Exception:
        pass


def is_module(value):
    import torch

    return isinstance(value, torch.nn.Module)


def describe_built(make, libraries, name):
    """The model on the meta device, where tensors have no storage; on the CPU where it needs numbers to be built or
    printed."""
    import torch

    told = list(notes)
    model = found = None
    try:
        with torch.device("meta"):
            model = make()
        found = describe(checked(model, name), libraries)
        if "device='meta'" not in found["print"]:
            return found
        reason = ValueError("what it prints is of tensors there")
    except Refusal:
        raise
    except Exception as error:
        print(f"not on the meta device: {first_line(error)}", file=sys.stderr)
        reason = error
    notes[:] = told
    if model is None:
        return describe(checked(make(), name), libraries)
    try:
        again = make()
        # Code that counts what it makes gives another model the second time.
        is_same = names(again) == names(model)
    except Exception:
        is_same = False
    if not is_same and found:
        return found
    if not is_same:
        raise reason
    return describe(checked(again, name), libraries)


def names(model):
    modules = [(path, type(module)) for path, module in model.named_modules(remove_duplicate=False)]
    return modules, [path for path, _ in model.named_parameters(remove_duplicate=False)]


def checked(model, name):
    if not is_module(model):
        raise Refusal(f"{name} gives no nn.Module but {article(type(model).__name__)}")
    return model


def article(name):
    return ("an " if name[:1] in "aeiouAEIOU" else "a ") + name


# ---------------------------------------------------------------------------------------------------
# The description


class Description:
    """Everything that a model is made of, each object once."""

    def __init__(self, torch):
        self.torch = torch
        self.classes, self.modules, self.tensors = [], [], []
        self.class_numbers, self.module_numbers, self.tensor_numbers = {}, {}, {}
        self.kept = []
        self.parameter_names, self.buffer_names = {}, {}  # of each tensor, by its object

    def class_number(self, cls):
        # Classes that are made anew for each object, as parametrizations do, are one.
        key = (cls.__module__, cls.__qualname__, cls.__bases__)
        if key not in self.class_numbers:
            nn = self.torch.nn
            bases = [base for base in cls.__mro__[1:] if issubclass(base, nn.Module) and base is not nn.Module]
            numbers = [self.class_number(base) for base in bases]
            self.class_numbers[key] = len(self.classes)
            known = getattr(nn, cls.__name__, None) is cls or cls.__module__.startswith("torch.nn.modules.")
            entry = {
                "name": cls.__name__,
                "module": cls.__module__,
                "bases": numbers,
                "torch": known,
                "list": cls.__repr__ is nn.ModuleList.__repr__,
            }
            if not known and signature(cls):
                entry["defaults"] = {
                    name: noted(parameter.default)
                    for name, parameter in list(signature(cls).parameters.items())[1:]
                    if parameter.default is not inspect.Parameter.empty
                }
                entry["parameters"] = list(signature(cls).parameters)[1:]
            self.classes.append(entry)
        return self.class_numbers[key]

    def tensor_number(self, name, tensor):
        if id(tensor) not in self.tensor_numbers:
            if isinstance(tensor, self.torch.nn.parameter.UninitializedTensorMixin):
                raise Refusal(
                    f"{name} has no shape before the first forward pass", "write the class that is not Lazy, with its sizes"
                )
            self.tensor_numbers[id(tensor)] = len(self.tensors)
            self.kept.append(tensor)
            self.tensors.append(
                {
                    "shape": [int(size) for size in tensor.shape],
                    "dtype": str(tensor.dtype).replace("torch.", ""),
                    "grad": bool(tensor.requires_grad),
                }
            )
        return self.tensor_numbers[id(tensor)]

    def module_number(self, root):
        """Enters a module and all below it, without recursion: those below come first."""
        pending = [(root, "", False)]
        open_modules = set()
        most = 250  # printing takes the square of the depth, and no config has so many levels
        while pending:
            module, path, is_entered = pending.pop()
            if id(module) in self.module_numbers:
                continue
            if isinstance(module, self.torch.jit.ScriptModule):
                raise Refusal(
                    f"{path or 'the model'} is a ScriptModule, and TorchScript does not keep the classes of modules",
                    "import the model as it is before torch.jit.script or trace",
                )
            if is_entered:
                open_modules.discard(id(module))
                self.enter(module, path)
                continue
            if id(module) in open_modules:
                raise Refusal(f"the module {path or 'of the model'} contains itself")
            open_modules.add(id(module))
            if len(open_modules) > most:
                raise Refusal(f"modules lie in each other over more than {most} levels, and a config has at most 128")
            pending.append((module, path, True))
            for name, child in reversed(list(module._modules.items())):
                if child is not None and id(child) in open_modules and id(child) not in self.module_numbers:
                    if any(entry[0] is child and entry[2] for entry in pending):
                        raise Refusal(f"the module {path or 'of the model'} contains itself")
                if child is not None:
                    pending.append((child, f"{path}.{name}" if path else name, False))
        return self.module_numbers[id(root)]

    def enter(self, module, path):
        nn = self.torch.nn
        cls = type(module)
        number = self.class_number(cls)
        entry = {"class": number}
        if self.classes[number]["torch"]:
            entry["arguments"] = facts(module)
            entry["given"] = module.__dict__.get(NAME, {})
        else:
            entry["given"] = module.__dict__.get(NAME, {})
            entry["attributes"] = {
                key: text
                for key, value in vars(module).items()
                if key != "training" and not key.startswith("_") and (text := literal(value)) is not None
            }
        extra = on_cpu(module.extra_repr())
        if extra:
            entry["extra"] = extra
        standard = cls.__repr__ is nn.Module.__repr__ or self.classes[number]["list"]
        if not standard or module._get_name() != cls.__name__:
            text = repr(module)
            if text != nn.Module.__repr__(module) or module._get_name() != cls.__name__:
                entry["repr"] = on_cpu(text)

        def full(name):
            return f"{path}.{name}" if path else name

        for name in [*module._parameters, *module._buffers, *module._modules]:
            try:
                name.encode("utf-8")
            except UnicodeEncodeError:
                raise Refusal(f"the name {ascii(full(name))} is no text: half of a character stands in it") from None
        for tensors, own, others in (
            (module._parameters, self.parameter_names, self.buffer_names),
            (module._buffers, self.buffer_names, self.parameter_names),
        ):
            for name, tensor in tensors.items():
                if tensor is None:
                    continue
                own[id(tensor)] = full(name)
                if id(tensor) in others:
                    parameter, buffer = self.parameter_names[id(tensor)], self.buffer_names[id(tensor)]
                    raise Refusal(
                        f"the parameter {parameter} and the buffer {buffer} are one tensor, which no config can say",
                        "make the buffer a copy, or read the parameter in its place",
                    )
        parameters = [
            [name, self.tensor_number(full(name), tensor)]
            for name, tensor in module._parameters.items()
            if tensor is not None
        ]
        if parameters:
            entry["parameters"] = parameters
        temporary = module._non_persistent_buffers_set
        buffers = [
            [name, self.tensor_number(full(name), tensor), name not in temporary]
            for name, tensor in module._buffers.items()
            if tensor is not None
        ]
        if buffers:
            entry["buffers"] = buffers
        children = [
            [name, None if child is None else self.module_numbers[id(child)]]
            for name, child in module._modules.items()
        ]
        if children:
            entry["children"] = children
        self.module_numbers[id(module)] = len(self.modules)
        self.kept.append(module)
        self.modules.append(entry)


def on_cpu(text):
    """A text in which tensors are of the types and places that they have on the CPU."""
    text = re.sub(r"\btorch\.meta\.(\w*Tensor)\b", r"torch.\1", text)
    return re.sub(r"(\w of size [0-9x]*) \((?:META -?\d+|meta)\)", r"\1", text)


def describe(model, libraries):
    import torch

    description = Description(torch)
    root = description.module_number(model)
    return {
        "versions": [[name, importlib.metadata.version(name)] for name in libraries + ["torch"]],
        "classes": description.classes,
        "modules": description.modules,
        "tensors": description.tensors,
        "root": root,
        "notes": notes,
        "print": on_cpu(repr(model)),
    }


# ---------------------------------------------------------------------------------------------------
# The run


def first_line(error):
    text = f"{type(error).__name__}: {error}".strip()
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")  # half of a character may stand in it
    return re.sub(r"\s+", " ", text.splitlines()[0])


def place_of(error):
    """Where an error was raised: the innermost line that is not this file's."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != "<string>"]
    return f"{frames[-1].filename}, line {frames[-1].lineno}, in {frames[-1].name}" if frames else None


def run(words):
    scheme, name, *options = words
    class_name, texts = None, []
    while options:
        key, value, *options = options
        if key == "--class":
            class_name = value
        else:
            texts.append(value)
    torch = library("torch")
    remember_arguments(torch.nn)
    torch.set_num_threads(1)
    arguments = dict(read_argument(text) for text in texts)
    if scheme == "hf":
        libraries, make = from_hugging_face(name, arguments, class_name)
    else:
        sources = {"torch": from_torch, "torchvision": from_torchvision, "timm": from_timm}
        libraries, make = sources[scheme](name, arguments)
    return describe_built(make, libraries, f"{scheme}:{name}")


def main():
    sys.setrecursionlimit(10_000)
    warnings.simplefilter("ignore")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    process = os.getpid()
    # What the model prints belongs to no document.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        document = run(sys.argv[1:])
    except Refusal as refusal:
        document = {"error": refusal.message, "help": refusal.help}
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        place = place_of(error)
        document = {"error": first_line(error), "help": [f"raised at {place}"] if place else []}
    if os.getpid() != process:  # code of the model's that forked comes back in both
        os._exit(0)
    try:
        json.dump(document, out, ensure_ascii=True, separators=(",", ":"))
        out.close()
    except BrokenPipeError:
        pass
    # Libraries that still run threads would keep the process.
    sys.stderr.flush()
    os._exit(0)


main()
