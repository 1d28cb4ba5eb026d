"""Configs, checkpoints and patterns to measure, made anew from a fixed seed wherever they are missing."""

import json
import os
import random
import struct
from pathlib import Path

KINDS = [  # 13 parameters in seven layers
    lambda a, b: f"Linear(in_features={a}, out_features={b}, bias=True)",
    lambda a, b: "ReLU(inplace=True)",
    lambda a, b: f"Conv2d({a}, {b}, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)",
    lambda a, b: f"BatchNorm2d({a}, eps=1e-05, momentum=0.1, affine=True)",
    lambda a, b: f"LayerNorm(({a},), eps=1e-05, elementwise_affine=True)",
    lambda a, b: f"Conv1d({a}, {b}, kernel_size=(5,), stride=(1,))",
    lambda a, b: f"LSTM({a}, {b}, batch_first=True)",
]


def layers(count):
    """A model of so many explicit layers, a call a line, whose sizes nearly all differ."""
    draw = random.Random(1)
    lines = [f"  - {KINDS[i % 7](draw.randint(1, 4096), draw.randint(1, 4096))}" for i in range(count)]
    return "\n".join(["model:", *lines, ""])


def mixture(rules=(), layers=61, experts=384):
    """A mixture of experts with 71,129 names in its 61 layers, and some rules."""
    text = f"""\
classes:
  Expert:
    children: {{gate_proj: "Linear(16, 8, bias=False)", up_proj: "Linear(16, 8, bias=False)", down_proj: "Linear(8, 16, bias=False)"}}
  Layer:
    children:
      self_attn:
        children:
          q_proj: Linear(16, 16)
          k_proj: Linear(16, 16)
          v_proj: Linear(16, 16)
          o_proj: Linear(16, 16)
      mlp:
        children:
          gate: Linear(16, {experts}, bias=False)
          shared: Expert()
          experts: {{repeat: {experts}, module: Expert()}}
      input_layernorm: RMSNorm(16)
      post_attention_layernorm: RMSNorm(16)
model:
  children:
    model:
      children:
        embed_tokens: Embedding(100, 16)
        layers: {{repeat: {layers}, module: Layer()}}
        norm: RMSNorm(16)
    lm_head: Linear(16, 100, bias=False)
"""
    return text + rule_lines(rules)


def rule_lines(patterns):
    if not patterns:
        return ""
    states = ("freeze", "train")
    return "rules:\n" + "".join(f'  - {states[i % 2]}: "{p}"\n' for i, p in enumerate(patterns))


def mixture_names(layers=61, experts=384):
    names = ["model.embed_tokens.weight"]
    for layer in range(layers):
        at = f"model.layers.{layer}"
        names += [f"{at}.self_attn.{x}_proj.{w}" for x in "qkvo" for w in ("weight", "bias")]
        names.append(f"{at}.mlp.gate.weight")
        parts = ("gate_proj", "up_proj", "down_proj")
        names += [f"{at}.mlp.shared.{part}.weight" for part in parts]
        names += [
            f"{at}.mlp.experts.{e}.{part}.weight" for e in range(experts) for part in parts]
        names += [f"{at}.input_layernorm.weight", f"{at}.post_attention_layernorm.weight"]
    return names + ["model.norm.weight", "lm_head.weight"]


def plain_globs(count):
    """Globs of one shape each over the names of `mixture`: literals, prefixes and suffixes in turn."""
    draw = random.Random(2)
    parts = ("gate_proj", "up_proj", "down_proj")
    globs = set()
    while len(globs) < count:
        layer, expert, part = draw.randrange(61), draw.randrange(384), draw.choice(parts)
        globs.add((
            f"model.layers.{layer}.mlp.experts.{expert}.{part}.weight",
            f"model.layers.{layer}.mlp.experts.{expert}.*",
            f"*.{expert}.{part}.weight",
        )[len(globs) % 3])
    return sorted(globs, key=lambda glob: draw.random())


def mixed_globs(count):
    """Globs of all kinds, stars in the middle, choices and classes."""
    draw = random.Random(3)
    parts = ("gate_proj", "up_proj", "down_proj")
    globs = set()
    while len(globs) < count:
        layer, expert, part = draw.randrange(61), draw.randrange(384), draw.choice(parts)
        globs.add((
            f"*.layers.{layer}.*.experts.{expert}.*",
            f"model.layers.{1 + layer % 5}?.mlp.experts.{expert}.{part}.weight",
            f"*.[{layer % 8}-9].mlp.experts.{expert}.{part}.*",
            f"model.layers.{layer}.mlp.experts.{expert}.*_proj.weight",
            f"*experts.{expert}.{part}.weight",
            f"model.layers.{layer}.mlp.experts.*{expert % 100}.{part}.weight",
        )[len(globs) % 6])
    return sorted(globs, key=lambda glob: draw.random())


def towers(count, rules=(), width=16, dim=8):
    """A compact model of about `count` parameters: layers of `width` parts of 62 parameters each, and two."""
    part = 62
    repeats = max(1, round(count / (width * part + 8)))
    text = f"""\
classes:
  Part:
    children:
      attn:
        children: {{qkv: "Linear({dim}, {dim})", proj: "Linear({dim}, {dim})", norm: "LayerNorm({dim})"}}
      blocks:
        repeat: 14
        module: {{children: {{fc1: "Linear({dim}, {dim})", fc2: "Linear({dim}, {dim})"}}}}
  Layer:
    children:
      parts: {{repeat: {width}, module: Part()}}
      norm1: LayerNorm({dim})
      norm2: LayerNorm({dim})
      head: Linear({dim}, {dim})
      tail: Linear({dim}, {dim})
model:
  children:
    encoder:
      children:
        layers: {{repeat: {repeats}, module: Layer()}}
    head: Linear({dim}, {dim})
"""
    return text + rule_lines(rules)


def changed_towers(parameters, globs):
    """The towers with other rules and shapes: about half of all names differ."""
    text = towers(parameters, globs[:-2] + ["*.parts.3.*", "*.parts.1.*"])
    return text.replace('fc2: "Linear(8, 8)"', 'fc2: "Linear(8, 9)"', 1)


def tower_names(count, width=16):
    repeats = max(1, round(count / (width * 62 + 8)))
    pair = ("weight", "bias")
    names = []
    for layer in range(repeats):
        for part in range(width):
            at = f"encoder.layers.{layer}.parts.{part}"
            names += [f"{at}.attn.{x}.{w}" for x in ("qkv", "proj", "norm") for w in pair]
            names += [
                f"{at}.blocks.{b}.{x}.{w}" for b in range(14) for x in ("fc1", "fc2") for w in pair]
        at = f"encoder.layers.{layer}"
        names += [f"{at}.{x}.{w}" for x in ("norm1", "norm2", "head", "tail") for w in pair]
    return names + ["head.weight", "head.bias"]


def tower_globs(count=50):
    """Fifty globs over the names of `towers`, from all of a kind to a few."""
    draw = random.Random(4)
    shapes = (
        lambda: f"*.layers.{draw.randrange(1000)}.*",
        lambda: f"*.parts.{draw.randrange(16)}.blocks.{draw.randrange(14)}.*",
        lambda: f"encoder.layers.*{draw.randrange(100)}.parts.*.attn.{draw.choice(('qkv', 'proj'))}.weight",
        lambda: f"*.blocks.{draw.randrange(14)}.fc{draw.randrange(1, 3)}.bias",
        lambda: f"encoder.layers.[{draw.randrange(5)}-9]*.parts.{draw.randrange(16)}.attn.norm.*",
    )
    globs = set()
    while len(globs) < count:
        globs.add(shapes[len(globs) % 5]())
    return sorted(globs, key=lambda glob: draw.random())


def small_configs(folder, count):
    """Small configs of twenty lines, as a repository has many of."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        (folder / f"run{index:04}.yaml").write_text(f"""\
name: run{index}
classes:
  Block:
    args: [dim]
    children:
      attn: Linear(dim, dim)
      norm: LayerNorm(dim)
model:
  children:
    embed: Embedding(1000, {64 + index % 7})
    blocks: {{repeat: {4 + index % 9}, module: Block({64 + index % 7})}}
    head: Linear({64 + index % 7}, 10)
rules:
  - freeze: "*"
  - train: {{module: ["blocks[-2:]", head]}}
softmax: {{temperature: 0.{1 + index % 9}, logits: [1.0, 2.0, 3.{index}]}}
expect:
  - trainable: "head.*"
  - frozen: "embed.*"
""")


def names_of_layers(count):
    """A config of so many modules with a rule by name for each weight, as programs write them."""
    rules = "".join(f"  - freeze: {{name: b.{i}.a.weight}}\n" for i in range(count))
    return f"model: {{children: {{b: {{repeat: {count}, module: {{children: {{a: 'Linear(4, 4)'}}}}}}}}}}\nrules:\n" + rules


def index_of(tensors):
    """The index of a checkpoint of so many tensors, as transformers writes it."""
    names = [
        f"model.layers.{i // 400}.mlp.experts.{i % 400 // 4}.{('w1', 'w2', 'w3', 'w4')[i % 4]}.weight"
        for i in range(tensors)]
    shards = tensors // 1000 or 1
    return json.dumps({
        "metadata": {"total_size": tensors * 512},
        "weight_map": {
            name: f"model-{i * shards // tensors + 1:05}-of-{shards:05}.safetensors"
            for i, name in enumerate(names)}}, indent=2) + "\n"


def shards_of(folder, tensors):
    """An index and its shards, whose tensors take a byte of a file that is mostly a hole."""
    folder.mkdir(parents=True, exist_ok=True)
    text = index_of(tensors)
    (folder / "model.safetensors.index.json").write_text(text)
    names_of = {}
    for name, shard in json.loads(text)["weight_map"].items():
        names_of.setdefault(shard, []).append(name)
    for shard, names in names_of.items():
        header = json.dumps({
            name: {"dtype": "F32", "shape": [16, 8], "data_offsets": [i * 512, (i + 1) * 512]}
            for i, name in enumerate(names)}).encode()
        with open(folder / shard, "wb") as file:
            file.write(struct.pack("<Q", len(header)) + header)
            file.truncate(8 + len(header) + 512 * len(names))


class Inputs:
    """A folder of inputs, each made when it is first asked for."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def file(self, name, make):
        return self._made(name, lambda path: path.write_text(make()))

    def tree(self, name, make):
        return self._made(name, make)

    def _made(self, name, make):
        path = self.folder / name
        if not path.exists():
            # In a process of its own: what one has taken counts for those that it starts later.
            child = os.fork()
            if child == 0:
                make(path)
                os._exit(0)
            os.waitpid(child, 0)
        return str(path)
