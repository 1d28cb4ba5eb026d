"""A seeded generator of random constructor calls for every public class of torch.nn.

Every argument has a pool of values that usually work, and any argument may instead get one from the pool
of values that nobody meant it to have. A call is then bent further now and then: an argument too many,
one missing, one twice. Whether PyTorch accepts the result is for PyTorch to say.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from random import Random
from typing import Callable

from oracle import public_classes

Pool = list[str]

#: Values for an argument of any meaning. No modules: an attribute that holds one becomes a child, which
#: would test Module.__setattr__ and not the class.
ODD: Pool = [
    "None", "True", "False", "0", "1", "-1", "2", "7", "-3", "0.0", "0.5", "1.0", "2.0", "-0.5", "1e-5", "1e20",
    '""', '"x"', '"2"', '"same"', "()", "(1,)", "(2, 3)", "[2, 3]", "[]", "(1, 2, 3)", "(2, 2.0)", "(True, 2)",
    "(2, True)", "(1, None)", "[4]", "torch.float16", "2 ** 2", "7 / 2", "9 // 2", "-7 // 2", "-7 % 4",
    "4 if 2 > 1 else 5", "1 == 1.0", "3 < 2", "(2 + 1) * 2", "1e999", "1e999 - 1e999",
]

#: What a device may not be. An integer means an accelerator, which this machine may or may not have.
ODD_DEVICES: Pool = ['"x"', '""', "1.5", "()", "[2, 3]", "torch.float16", '"cpu:x"']

_SMALL: Pool = ["1", "2", "3", "4", "8"]
_CHANNELS: Pool = ["4", "8", "12", "16", "24", "4 * 2", "2 ** 4", "48 // 2", "8 if 3 > 2 else 7", "0", "6", "9"]
_FLAG: Pool = ["True", "False"]
_KERNEL: Pool = ["1", "2", "3", "5", "(3,)", "(3, 3)", "(1, 3)", "[2, 3]", "(3, 3, 3)", "(1, 2, 3)", "7 // 2"]
_OFFSET: Pool = ["0", "1", "2", "(1,)", "(0, 0)", "(1, 2)", "[1, 1, 1]", "(0, 0, 0)", "3 // 2"]
_STRIDE: Pool = ["1", "2", "3", "(1,)", "(2, 1)", "[2, 2]", "(1, 2, 2)", "None"]
_PADDING: Pool = ["0", "1", "3", "(1, 2)", "[0, 1]", "(1, 1, 2, 2)", "[1, 0, 3, 4]", "(1, 2, 3, 4, 5, 6)", "-1"]
_DTYPE: Pool = ["None", "torch.float32", "torch.float16", "torch.bfloat16", "torch.float64", "torch.complex64"]
_REDUCTION: Pool = ['"mean"', '"sum"', '"none"']
_LEGACY: Pool = ["None", "None", "True", "False"]
_FLOAT: Pool = ["0.1", "0.5", "1.0", "2", "1e-5", "1e-6", "0.25", "1 / 3", "0.1 + 0.2", "1e-12", "3.0"]

#: What usually goes into an argument, by its name.
POOLS: dict[str, Pool] = {
    "in_features": _CHANNELS, "out_features": _CHANNELS, "in1_features": _SMALL, "in2_features": _SMALL,
    "in_channels": _CHANNELS, "out_channels": _CHANNELS, "num_channels": _CHANNELS, "num_features": _CHANNELS,
    "groups": ["1", "2", "4", "3", "True"], "num_groups": ["1", "2", "4", "3"],
    "kernel_size": _KERNEL, "stride": _STRIDE, "dilation": ["1", "2", "(1, 2)", "[2]", "(1, 1, 1)", "3"],
    "output_padding": _OFFSET, "output_size": _KERNEL + ["None", "(5, None)"],
    "padding_mode": ['"zeros"', '"reflect"', '"replicate"', '"circular"'],
    "bias": _FLAG, "affine": _FLAG, "elementwise_affine": _FLAG, "track_running_stats": _FLAG, "head_bias": _FLAG,
    "inplace": _FLAG, "return_indices": _FLAG, "ceil_mode": _FLAG, "count_include_pad": _FLAG, "keepdim": _FLAG,
    "batch_first": _FLAG, "norm_first": _FLAG, "bidirectional": _FLAG, "sparse": _FLAG, "swap": _FLAG, "full": _FLAG,
    "scale_grad_by_freq": _FLAG, "include_last_offset": _FLAG, "add_bias_kv": _FLAG, "add_zero_attn": _FLAG,
    "enable_nested_tensor": _FLAG, "mask_check": _FLAG, "log_input": _FLAG, "log_target": _FLAG,
    "zero_infinity": _FLAG, "_freeze": _FLAG,
    "device": ["None", '"cpu"', '"meta"'], "dtype": _DTYPE,
    "reduction": _REDUCTION, "size_average": _LEGACY, "reduce": _LEGACY,
    "eps": _FLOAT, "momentum": _FLOAT + ["None"], "alpha": _FLOAT, "beta": _FLOAT, "k": _FLOAT, "lambd": _FLOAT,
    "margin": _FLOAT + ["0"], "delta": _FLOAT, "p": ["0.1", "0.5", "0", "1", "2", "1.0", "2.0"],
    "dropout": ["0.0", "0.1", "0.5", "0", "1", "1.0"], "negative_slope": _FLOAT, "threshold": _FLOAT, "value": _FLOAT,
    "init": _FLOAT, "lower": ["0.1", "1 / 8"], "upper": ["0.3", "1 / 3", "1"], "label_smoothing": ["0.0", "0.1", "1"],
    "min_val": ["-1", "-2.0", "0"], "max_val": ["1", "6.0", "2"], "min_value": ["None", "-3"], "max_value": ["None", "3"],
    "div_value": ["4.0", "2", "1.5", "3"], "norm_type": ["1", "2", "2.0", "3.5"], "layer_norm_eps": ["1e-5", "1e-6"],
    "num_parameters": ["1", "3", "8", "(2, 3)"], "size": ["2", "3", "5"], "dim": ["0", "1", "-1", "2", "None"],
    "start_dim": ["0", "1", "2"], "end_dim": ["-1", "2", "3"],
    "normalized_shape": ["8", "16", "(4, 4)", "[2, 3, 4]", "(8,)", "2 * 8"],
    "num_embeddings": ["10", "16", "2", "5 * 4"], "embedding_dim": ["3", "8", "12"],
    "padding_idx": ["None", "0", "1", "-1", "9", "-10", "15"], "max_norm": ["None", "1.0", "2"],
    "embed_dim": ["8", "16", "24", "4"], "num_heads": ["1", "2", "4", "8"], "kdim": ["None", "4", "8"],
    "vdim": ["None", "6", "8"], "d_model": ["8", "16", "4"], "nhead": ["1", "2", "4"], "dim_feedforward": ["8", "16", "1"],
    "activation": ['"relu"', '"gelu"', "ReLU()", "GELU()", "PReLU(2)", "Sequential(Linear(2, 2), Tanh())", "None"],
    "num_layers": ["1", "2", "3"], "num_encoder_layers": ["0", "1", "2"], "num_decoder_layers": ["0", "1", "2"],
    "input_size": ["3", "8", "1", "5"], "hidden_size": ["4", "6", "2", "8"], "proj_size": ["0", "1", "2", "3", "5"],
    "nonlinearity": ['"tanh"', '"relu"'], "num_chunks": ["1", "3", "4"],
    "approximate": ['"none"', '"tanh"'], "blank": ["0", "1"], "ignore_index": ["-100", "0", "3"],
    "n_classes": ["10", "20", "16"], "num_classes": ["4", "7", "10"],
    "cutoffs": ["[2, 5]", "(4,)", "[1, 2, 3]", "[5]", "(3, 9)", "[2, 8, 12]", "[4, 3]"],
    "upscale_factor": ["2", "3"], "downscale_factor": ["2", "3"],
    "scale_factor": ["2", "2.0", "0.5", "(2, 3)", "(1.5, 2)", "None"], "align_corners": ["None", "True", "False"],
    "recompute_scale_factor": ["None", "True"], "divisor_override": ["None", "2"],
    "output_ratio": ["0.5", "(0.5, 0.7)", "(0.5, 0.6, 0.7)", "[0.1, 0.2, 0.3]"],
    "weight": ["None"], "pos_weight": ["None"], "_weight": ["None"], "_random_samples": ["None"], "options": ["None"],
    "process_group": ["None"], "device_ids": ["None"], "output_device": ["None"], "distance_function": ["None"],
    "unflattened_size": ["(2, 3)", "[2, 3]", "(-1,)", "(2, 2, 2)"],
}

#: Where a class means something else by a name.
CLASS_POOLS: dict[tuple[str, str], Pool] = {
    ("RNNBase", "mode"): ['"LSTM"', '"GRU"', '"RNN_TANH"', '"RNN_RELU"'],
    ("EmbeddingBag", "mode"): ['"mean"', '"sum"', '"max"'],
    ("Upsample", "mode"): ['"nearest"', '"bilinear"', '"bicubic"'],
    ("LinearCrossEntropyLoss", "out_features"): ["()", "(2,)", "[2, 3]"],
    ("GLU", "dim"): ["-1", "0", "1"],
    ("Unflatten", "dim"): ["1", '"features"', "-1"],
    ("MultiMarginLoss", "p"): ["1", "2", "1.0"],
}

#: Optional arguments that are given nearly always: their defaults make models of many million elements.
NEARLY_ALWAYS = {"d_model", "nhead", "dim_feedforward", "num_encoder_layers", "num_decoder_layers"}

#: Optional arguments that a class refuses in most cases: given often, they would hide what else goes on.
USUALLY_REFUSED = {("GRU", "proj_size"), ("RNN", "proj_size")} | {
    (f"ConvTranspose{n}d", "padding_mode") for n in (1, 2, 3)
}

_RNN_TAIL = ["num_layers", "bias", "batch_first", "dropout", "bidirectional", "proj_size", "device", "dtype"]


@dataclass(frozen=True)
class Argument:
    """One parameter of a constructor."""

    name: str
    required: bool
    keyword_only: bool = False


def _arguments_of(name: str, cls: type) -> list[Argument]:
    """A constructor's parameters; those of RNN, LSTM and GRU hide behind ``*args, **kwargs``."""
    if name in {"LSTM", "GRU", "RNN"}:
        tail = list(_RNN_TAIL)
        if name == "RNN":
            tail.insert(1, "nonlinearity")
        return [Argument(each, True) for each in ("input_size", "hidden_size")] + [Argument(each, False) for each in tail]
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    return [
        Argument(each.name, each.default is each.empty, each.kind is each.KEYWORD_ONLY)
        for each in parameters
        if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
    ]


def _leaf(random: Random) -> str:
    """A small module, for where a module is an argument."""
    return random.choice([
        "ReLU()", "Linear(2, 3)", "Linear(4, 4, bias=False)", "Conv2d(3, 4, 3, padding=1)", "BatchNorm2d(4)",
        "Embedding(5, 2, _freeze=True)", "LayerNorm((2, 3))", "GRU(3, 2)", "Dropout(0.1)", "Flatten()",
        "MultiheadAttention(4, 2)", "Linear(2, 3, dtype=torch.float16)", "PReLU()", "Identity()",
    ])


def _module(random: Random, depth: int = 2) -> str:
    """A module that may hold others, ``depth`` levels down at most."""
    if depth == 0 or random.random() < 0.5:
        return _leaf(random)
    inner = ", ".join(_module(random, depth - 1) for _ in range(random.randrange(4)))
    return f"ModuleList([{inner}])" if random.random() < 0.3 else f"Sequential({inner})"


def _layer(random: Random, kind: str) -> str:
    options = random.choice(["", ", batch_first=True", ", norm_first=True", ", bias=False", ", activation=GELU()"])
    return f"Transformer{kind}Layer({random.choice(['4, 2', '8, 2'])}, 8{options})"


def _stack(random: Random, kind: str) -> str:
    return f"Transformer{kind}({_layer(random, kind)}, {random.choice(['0', '1', '2', '3'])})"


def _items(random: Random) -> str:
    """A list or tuple of modules, with repeats for ModuleList to fold and the odd thing that is no module."""
    items: list[str] = []
    for _ in range(random.randrange(4)):
        items += [_module(random, 1)] * random.choice([1, 1, 2, 3])
    if random.random() < 0.15:
        items.insert(random.randrange(len(items) + 1), random.choice(["None", "None", "3", '"x"', "()"]))
    if random.random() < 0.3:
        return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
    return f"[{', '.join(items)}]"


def _pairs(random: Random, value: Callable[[Random], str]) -> str:
    """A list of (key, value) pairs, some of whose keys a module may not have."""
    keys = ["a", "b", "conv1", "0", "a", "b_2", "a b", "x.y", "", "type", "forward", "weight", "items"]
    pairs = [f'("{keys[min(random.randrange(len(keys)), random.randrange(len(keys)))]}", {value(random)})'
             for _ in range(random.randrange(4))]
    return f"[{', '.join(pairs)}]"


#: Arguments whose values are drawn by a function, since they hold modules.
_MAKERS: dict[tuple[str, str], Callable[[Random], str]] = {
    ("TransformerEncoder", "encoder_layer"): lambda r: _layer(r, "Encoder") if r.random() < 0.8 else _module(r),
    ("TransformerDecoder", "decoder_layer"): lambda r: _layer(r, "Decoder") if r.random() < 0.8 else _module(r),
    ("TransformerEncoder", "norm"): lambda r: r.choice(["None", "LayerNorm(8)", "RMSNorm(4)", "LayerNorm(4, bias=False)"]),
    ("TransformerDecoder", "norm"): lambda r: r.choice(["None", "LayerNorm(8)", "RMSNorm(4)", "LayerNorm(4, bias=False)"]),
    ("Transformer", "custom_encoder"): lambda r: "None" if r.random() < 0.5 else _stack(r, "Encoder"),
    ("Transformer", "custom_decoder"): lambda r: "None" if r.random() < 0.5 else _module(r, 1),
    ("DataParallel", "module"): _module,
    ("ModuleList", "modules"): lambda r: _items(r) if r.random() < 0.9 else _module(r),
    ("ModuleDict", "modules"): lambda r: _pairs(r, lambda s: _module(s, 1)),
    ("ParameterList", "values"): lambda r: r.choice(["[1, 2.5]", '("a", None)', _items(r)]),
    ("ParameterDict", "parameters"): lambda r: _pairs(r, lambda s: s.choice(["1", "2.5", '"x"', _leaf(s)])),
}


def _value(random: Random, name: str, argument: Argument, odd: bool) -> str:
    if odd:
        return random.choice(ODD_DEVICES if argument.name == "device" else ODD)
    maker = _MAKERS.get((name, argument.name))
    if maker is not None:
        return maker(random)
    if argument.name == "padding":
        return random.choice(_PADDING if "Pad" in name else _OFFSET + (['"same"', '"valid"'] if "Conv" in name else []))
    pool = CLASS_POOLS.get((name, argument.name)) or POOLS.get(argument.name)
    return random.choice(pool if pool else ODD)


def _is_given(random: Random, name: str, argument: Argument) -> bool:
    if argument.required:
        return random.random() < 0.99
    if argument.name in NEARLY_ALWAYS:
        return random.random() < 0.98
    return random.random() < (0.08 if (name, argument.name) in USUALLY_REFUSED else 0.3)


def _variadic(random: Random, name: str) -> str:
    """The arguments of the classes that take any number of them, or none."""
    if name == "Sequential":
        return ", ".join(_module(random) if random.random() < 0.96 else random.choice(["None", "3", "()"])
                         for _ in range(random.randrange(6)))
    if name == "Container":
        keys = random.sample(["a", "b", "conv1", "fc", "training", "weight"], random.randrange(4))
        return ", ".join(f"{key}={_module(random, 1) if random.random() < 0.9 else 'None'}" for key in keys)
    if random.random() < 0.5:
        return ""
    return random.choice(["1", "None", "x=1", "1, 2", "inplace=True", "()", "dim=-1", '"x", y=(1,)'])


def _arguments_text(random: Random, name: str, arguments: list[Argument]) -> str:
    """A random argument list: positional as far as it goes, then keywords in random order."""
    odd_share = random.choice([0.0, 0.0, 0.0, 0.0, 0.1, 0.1, 0.3])
    given = [each for each in arguments if _is_given(random, name, each)]
    prefix = 0
    while prefix < len(given) and given[prefix] is arguments[prefix] and not given[prefix].keyword_only:
        prefix += 1
    positional = random.randint(0, prefix)
    values = {each.name: _value(random, name, each, random.random() < odd_share) for each in given}
    texts = [values[each.name] for each in given[:positional]]
    keywords = [f"{each.name}={values[each.name]}" for each in given[positional:]]
    random.shuffle(keywords)
    return ", ".join(_bend(random, texts, keywords, arguments))


def _bend(random: Random, texts: list[str], keywords: list[str], arguments: list[Argument]) -> list[str]:
    """Now and then a call that Python itself refuses."""
    draw = random.random()
    if draw < 0.02:
        texts = texts + [random.choice(ODD) for _ in range(random.randint(1, 1 + len(arguments)))]
    elif draw < 0.03:
        keywords = keywords + [f"{random.choice(['bogus', 'in_feature', 'size', 'self', 'p', 'dim'])}=1"]
    elif draw < 0.04 and arguments:
        again = random.choice(arguments).name
        keywords = keywords + [f"{again}={random.choice(ODD_DEVICES) if again == 'device' else 1}"]
    elif draw < 0.045 and texts and keywords:
        return keywords + texts
    return texts + keywords


def _weights(names: list[str]) -> list[int]:
    """Classes with parameters come more often: a mistake there is a wrong plan, elsewhere a wrong print."""
    heavy = ("Conv", "Norm", "LSTM", "GRU", "RNN", "Attention", "Transformer", "Linear", "Embedding", "Adaptive",
             "ModuleList", "ModuleDict", "Sequential", "DataParallel", "PReLU")
    return [4 if any(part in name for part in heavy) else 1 for name in names]


def random_calls(seed: int, n: int) -> list[tuple[str, str]]:
    """``n`` random calls as (class, call); the same seed gives the same calls."""
    random = Random(seed)
    classes = {name: cls for name, cls in public_classes().items() if getattr(cls, "cls_to_become", None) is None}
    arguments = {name: _arguments_of(name, cls) for name, cls in classes.items()}
    names = list(classes)
    calls = []
    for name in random.choices(names, _weights(names), k=n):
        if arguments[name]:
            text = _arguments_text(random, name, arguments[name])
        else:
            text = _variadic(random, name)
        calls.append((name, f"{name}({text})"))
    return calls
