"""Small models with all that a model can have and few have: what `freezespec import` must tell truly.

Each function that `QUIRKS` lists gives one model. They take no arguments and need torch alone.
"""

from __future__ import annotations

from typing import Callable

import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize

QUIRKS: dict[str, Callable[[], nn.Module]] = {}


def quirk(make: Callable[[], nn.Module]) -> Callable[[], nn.Module]:
    QUIRKS[make.__name__] = make
    return make


class Tree(nn.Module):
    """A module of children that are given by name."""

    def __init__(self, **children):
        super().__init__()
        for name, child in children.items():
            self.add_module(name, child)


@quirk
def tied():
    model = Tree(embed=nn.Embedding(10, 4), norm=nn.LayerNorm(4), head=nn.Linear(4, 10, bias=False))
    model.head.weight = model.embed.weight
    return model


@quirk
def tied_in_one_module():
    model = nn.Module()
    model.a = nn.Parameter(torch.ones(3))
    model.b = model.a
    model.c = nn.Parameter(torch.ones(3))
    return model


@quirk
def tied_in_a_list():
    layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(6)])
    for layer in layers[1:]:
        layer.bias = layers[0].bias
    return layers


@quirk
def shared_everywhere():
    class Block(nn.Module):
        def __init__(self, act):
            super().__init__()
            self.linear = nn.Linear(4, 4)
            self.act = act

    act = nn.ReLU()
    return nn.Sequential(*[Block(act) for _ in range(4)], act)


@quirk
def shared_in_each_block():
    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(4, 4)
            self.second = self.first
            self.norm = nn.LayerNorm(4)

    return nn.Sequential(*[Block() for _ in range(5)])


@quirk
def shared_with_a_tree():
    inner = nn.Sequential(nn.Linear(3, 3), nn.Sequential(nn.Linear(3, 3), nn.ReLU()))
    return Tree(a=inner, b=Tree(c=inner, d=inner[1]), e=inner[1][0])


@quirk
def shared_part_of_a_layer():
    layer = nn.TransformerEncoderLayer(8, 2, 16)
    return Tree(layer=layer, again=layer.linear1)


@quirk
def none_everywhere():
    model = nn.Module()
    model.register_module("missing", None)
    model.fc = nn.Linear(2, 2)
    model.gone = nn.ReLU()
    model.gone = None
    model.register_parameter("scale", None)
    model.register_buffer("mask", None)
    model.list = nn.ModuleList([nn.Linear(2, 2), None, nn.ReLU()])
    model.chain = nn.Sequential(nn.Linear(2, 2))
    model.chain.add_module("1", None)
    model.chain.add_module("2", nn.Tanh())
    model.table = nn.ModuleDict({"a": nn.ReLU()})
    model.table.add_module("b", None)
    return model


@quirk
def parametrized():
    model = Tree(
        a=parametrizations.weight_norm(nn.Linear(4, 3)),
        b=parametrizations.spectral_norm(nn.Conv2d(2, 3, 3)),
        c=parametrizations.orthogonal(nn.Linear(4, 4)),
        d=parametrizations.weight_norm(nn.Linear(5, 3)),
    )

    class Double(nn.Module):
        def forward(self, value):
            return 2 * value

    parametrize.register_parametrization(model.c, "bias", Double())
    return model


@quirk
def old_norms():
    return Tree(a=nn.utils.weight_norm(nn.Linear(4, 3)), b=nn.utils.spectral_norm(nn.Linear(4, 3)))


@quirk
def pruned():
    from torch.nn.utils import prune

    model = Tree(a=nn.Linear(4, 3), b=nn.Linear(4, 3))
    prune.l1_unstructured(model.a, "weight", amount=0.5)
    return model


@quirk
def lists_of_parameters():
    model = nn.Module()
    model.scales = nn.ParameterList([nn.Parameter(torch.ones(3)) for _ in range(5)] + [nn.Parameter(torch.ones(2, 2))])
    model.table = nn.ParameterDict({"left": nn.Parameter(torch.ones(3)), "1": nn.Parameter(torch.ones(4))})
    model.empty = nn.ParameterList()
    return model


@quirk
def lists_of_other_things():
    model = nn.Module()
    model.mixed = nn.ParameterList([nn.Parameter(torch.ones(2)), 3, "text"])
    return model


@quirk
def subclassed_lists():
    class Scales(nn.ParameterList):
        pass

    class Layers(nn.ModuleList):
        pass

    model = nn.Module()
    model.scales = Scales([nn.Parameter(torch.ones(3))])
    model.layers = Layers([nn.Linear(2, 2), nn.Linear(2, 2), nn.ReLU()])
    return model


@quirk
def buffers_of_all_kinds():
    model = nn.Module()
    model.register_buffer("kept", torch.zeros(2, 3))
    model.register_buffer("lost", torch.zeros(4), persistent=False)
    model.register_buffer("count", torch.tensor(0))
    model.register_buffer("mask", torch.zeros(3, dtype=torch.bool))
    model.norm = nn.BatchNorm1d(4)
    return model


@quirk
def shared_buffers():
    table = torch.zeros(4)
    model = Tree(a=nn.Module(), b=nn.Module())
    model.a.register_buffer("table", table)
    model.b.register_buffer("table", table)
    return model


@quirk
def types_of_tensors():
    model = Tree(a=nn.Linear(4, 4).half(), b=nn.LayerNorm(4).double(), c=nn.Linear(4, 4))
    model.codes = nn.Parameter(torch.zeros(4, 2, dtype=torch.uint8), requires_grad=False)
    model.ids = nn.Parameter(torch.zeros(3, dtype=torch.int64), requires_grad=False)
    model.tiny = nn.Parameter(torch.zeros(3).to(torch.float8_e4m3fn), requires_grad=False)
    model.phase = nn.Parameter(torch.zeros(3, dtype=torch.complex64))
    model.mixed = nn.Linear(4, 4)
    model.mixed.bias.data = model.mixed.bias.data.double()
    return model


@quirk
def all_in_bfloat16():
    model = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU()).bfloat16()
    model[1].float()
    return model


@quirk
def frozen_parts():
    model = nn.Sequential(*[nn.Sequential(nn.Conv2d(3, 3, 3), nn.BatchNorm2d(3)) for _ in range(4)], nn.Linear(3, 2))
    model[:2].requires_grad_(False)
    model[4].bias.requires_grad_(False)
    return model


@quirk
def scalars_and_nothing():
    model = nn.Module()
    model.scale = nn.Parameter(torch.tensor(1.0))
    model.empty = nn.Parameter(torch.zeros(0, 4))
    model.many = nn.Parameter(torch.zeros(1, 1, 1, 1, 2, 1))
    model.fc = nn.Linear(0, 3)
    return model


@quirk
def names_of_all_kinds():
    names = """yes no on null ~ 1e3 1_000 0x10 007 -1 true None {x} {} {{}} layer%d layer{i} a{0} #a :a a: ?a -a *a &a !a |a >a
        @a `a %a [a] <<  (0) (a) 'a' "a" f'a' f"{i}" é ＫＫ a'b a"b a\\b class lambda repeat as module items from let shape
        args children parameters buffers repr extends key=value a,b ${i} $i {{ }} }{ %s a}b a{b""".split()
    names += ["a b", " a", "a ", "a: b", "a #b", "- a", "? a", "a\tb", "a\nb", "", "e\u0301", "\u2028", "🔥", "x" * 300]
    model = nn.Module()
    for name in names:
        if name and not hasattr(model, name):
            model.add_module(name, nn.Linear(1, 1, bias=False))
    holder = nn.Module()
    for name in names:
        if name and not hasattr(holder, name):
            holder.register_parameter(name, nn.Parameter(torch.ones(1)))
    others = nn.Module()
    for name in names:
        if name and not hasattr(others, name):
            others.register_buffer(name, torch.ones(1))
    model.add_module("holder", holder)
    model.add_module("others", others)
    holder.register_parameter("tied", holder.get_parameter("null"))
    return model


@quirk
def custom_reprs():
    class Own(nn.Module):
        def __init__(self, size):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(size))
            self.size = size

        def __repr__(self):
            return f"Own<{self.size}>"

    class Usual(nn.Module):
        def __init__(self, size, eps):
            super().__init__()
            self.inner = nn.ReLU()
            self.size, self.eps = size, eps

        def extra_repr(self):
            return f"{self.size}, eps={self.eps}, text={{braces}} \"quoted\" 'and' \\ # not: a comment"

    class Lines(nn.Module):
        def extra_repr(self):
            return "first\n  second\n\nlast"

    class Multi(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(2, 2)

        def __repr__(self):
            return "Multi of\n  " + repr(self.a)

    class Renamed(nn.Linear):
        def _get_name(self):
            return "QuantLinear"

    return Tree(
        a=Own(3), b=Own(4), c=Usual(8, 1e-5), d=Usual(16, 1e-6), e=Usual(8, 1e-12), f=Lines(), g=Multi(),
        h=Renamed(2, 2), i=nn.ModuleList([Own(3), Own(3), Own(5), Multi(), Lines()]),
    )


@quirk
def names_of_torch():
    class Linear(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.base_layer = nn.Linear(n, n)
            self.lora = nn.Linear(n, 2, bias=False)

    class Sequential(nn.Sequential):
        pass

    class Module(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = Linear(3)

    class LayerNorm(nn.LayerNorm):
        pass

    return Tree(a=Linear(2), b=Linear(4), c=Sequential(nn.ReLU(), Linear(2)), d=Module(), e=LayerNorm(3), f=nn.LayerNorm(3))


@quirk
def classes_of_one_name():
    def one():
        class Block(nn.Module):
            def __init__(self, n):
                super().__init__()
                self.fc = nn.Linear(n, n)

        return Block

    def other():
        class Block(nn.Module):
            def __init__(self, n):
                super().__init__()
                self.conv = nn.Conv1d(n, n, 1)

        return Block

    one, other = one(), other()
    return nn.Sequential(one(2), one(3), other(2), other(3), one(2))


@quirk
def classes_of_odd_names():
    def odd(name):
        return type(name, (nn.Module,), {"__module__": "odd"})()

    model = Tree(a=odd("Two Words"), b=odd("List[int]"), c=odd("class"), d=odd("Ünïcode"), e=odd("<lambda>"))
    model.a.fc = nn.Linear(2, 2)
    return model


@quirk
def many_bases():
    class Mixin:
        pass

    class Base(nn.Module):
        pass

    class Other(nn.Module):
        pass

    class Both(Mixin, Base, Other):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(2, 2)

    class Deep(Both):
        pass

    class Conv(nn.Conv2d):
        pass

    return nn.Sequential(Both(), Deep(), Deep(), Conv(2, 2, 1), Conv(2, 3, 1, bias=False))


@quirk
def holds_itself():
    class Node(nn.Module):
        def __init__(self, depth):
            super().__init__()
            self.value = nn.Linear(2, 2)
            if depth:
                self.left = Node(depth - 1)
                self.right = Node(depth - 1)

    return Node(3)


@quirk
def differing_blocks():
    class Attention(nn.Module):
        def __init__(self, dim, heads, bias):
            super().__init__()
            self.qkv = nn.Linear(dim, 3 * dim, bias=bias)
            self.heads = heads

        def extra_repr(self):
            return f"heads={self.heads}"

    class Block(nn.Module):
        def __init__(self, dim, index):
            super().__init__()
            self.mixer = Attention(dim, dim // 8, index % 3 == 0) if index % 2 else nn.Conv1d(dim, dim, 3)
            self.norm = nn.LayerNorm(dim) if index < 4 else nn.Identity()
            self.scale = nn.Parameter(torch.ones(dim)) if index > 5 else None
            self.mlp = nn.Sequential(*[nn.Linear(dim, dim) for _ in range(1 + index % 3)])

    return nn.ModuleList([Block(16 * (1 + index // 3), index) for index in range(9)])


@quirk
def layers_of_torch():
    return nn.Sequential(
        nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, 0.2, "gelu", batch_first=True), 3),
        nn.TransformerDecoderLayer(8, 2, 16, norm_first=True, bias=False),
        nn.MultiheadAttention(8, 2, kdim=4, vdim=6, add_bias_kv=True),
        nn.LSTM(3, 5, 2, bidirectional=True, proj_size=2),
        nn.GRU(3, 5, dropout=0.1, num_layers=2, batch_first=True),
        nn.Embedding(10, 3, padding_idx=-1, max_norm=2.0),
        nn.Conv3d(2, 4, (1, 3, 5), padding="same", groups=2, padding_mode="circular"),
        nn.ConvTranspose2d(2, 4, 3, output_padding=1, stride=2),
        nn.Upsample(scale_factor=2, mode="bilinear"),
        nn.AdaptiveAvgPool2d((None, 3)),
        nn.LayerNorm([3, 4], elementwise_affine=False),
        nn.GroupNorm(2, 4, affine=False),
        nn.BatchNorm2d(3, momentum=None, track_running_stats=False),
        nn.Softmax(dim=1), nn.LogSoftmax(), nn.Flatten(0, 1), nn.Unflatten(1, (2, 3)), nn.PReLU(3), nn.Identity(),
        nn.CrossEntropyLoss(label_smoothing=0.1), nn.Bilinear(2, 3, 4), nn.EmbeddingBag(5, 3, mode="sum"),
        nn.Transformer(8, 2, 1, 2, 16), nn.Threshold(0.1, 20), nn.Hardtanh(-2, 2), nn.AdaptiveLogSoftmaxWithLoss(8, 20, [4, 10]),
    )


@quirk
def changed_after_it_was_made():
    model = Tree(a=nn.Linear(4, 3), b=nn.Conv2d(2, 4, 3), c=nn.BatchNorm2d(4), d=nn.Linear(4, 3))
    model.a.weight = nn.Parameter(torch.ones(5, 4))
    model.b.stride = (2, 2)
    model.c.running_var = None
    model.d.bias = None
    model.d.extra = nn.Parameter(torch.ones(2))
    model.d.adapter = nn.Linear(4, 2)
    return model


@quirk
def odd_containers():
    chain = nn.Sequential()
    chain.add_module("first", nn.Linear(2, 2))
    chain.add_module("10", nn.ReLU())
    holes = nn.ModuleList([nn.ReLU()])
    holes.add_module("5", nn.Tanh())
    loaded = nn.Sequential(nn.ReLU())
    loaded.scale = nn.Parameter(torch.ones(2))
    return Tree(
        chain=chain, holes=holes, loaded=loaded, empty=nn.Sequential(), none=nn.ModuleList(), table=nn.ModuleDict(),
        nested=nn.Sequential(nn.Sequential(nn.Sequential(nn.Linear(2, 2)))), parallel=nn.DataParallel(nn.Linear(2, 2)),
    )


@quirk
def a_layer_alone():
    return nn.Linear(3, 4)


@quirk
def a_chain_alone():
    return nn.Sequential(*[nn.Linear(size, size + 8) for size in range(8, 80, 8)])


@quirk
def an_empty_module():
    return nn.Module()


@quirk
def a_list_alone():
    return nn.ModuleList([nn.Linear(2, 2)] * 3)


@quirk
def long_names_and_reprs():
    class Verbose(nn.Module):
        def extra_repr(self):
            return ", ".join(f"option_{number}='value {number}'" for number in range(60))

    return nn.Sequential(Verbose(), Verbose())


@quirk
def children_by_number():
    model = nn.Module()
    for number in range(1, 8):
        model.add_module(f"layer{number}", nn.Linear(8 * number, 8 * number + 8))
    for number in range(5):
        model.add_module(f"block-{number}.norm".replace(".", "_"), nn.LayerNorm(4))
    for number in range(3):
        model.add_module(f"a{{{number}}}", nn.LayerNorm(4))
    return model


class ScaledConv2d(nn.Conv2d):
    """A layer of torch.nn with a parameter of its own; what it prints has parts that only some have."""

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, groups=1):
        super().__init__(in_channels, out_channels, kernel_size, stride, kernel_size // 2, groups=groups)
        self.gain = nn.Parameter(torch.ones(out_channels, 1, 1, 1))


@quirk
def subclassed_layers():
    def block(channels, groups, stride=1):
        return nn.Sequential(
            ScaledConv2d(channels, 2 * channels, 1), ScaledConv2d(2 * channels, 2 * channels, 3, stride, groups),
            ScaledConv2d(2 * channels, channels, 1), nn.ReLU(),
        )

    return nn.Sequential(ScaledConv2d(3, 16, 3, 2), block(16, 2), block(16, 4, 2), block(16, 4), ScaledConv2d(16, 64, 1))


@quirk
def children_by_padded_number():
    model = nn.Module()
    for number in range(1, 15):
        model.add_module(f"block{number:03d}", nn.Sequential(nn.Linear(4, 4), nn.ReLU()))
    model.heads = nn.ModuleDict({f"{number:02d}": nn.Linear(4, 2) for number in range(12)})
    return model


class Drop(nn.Module):
    def __init__(self, probability):
        super().__init__()
        self.probability = probability

    def extra_repr(self):
        return f"p={self.probability:0.2f}"


class Residual(nn.Module):
    """A block with a part that only some have."""

    def __init__(self, size, probability):
        super().__init__()
        self.fc = nn.Linear(size, size)
        self.drop = Drop(probability) if probability else nn.Identity()


@quirk
def parts_that_only_some_have():
    return nn.Sequential(Residual(32, 0.1), Residual(4, 0), Residual(8, 0.25), Residual(12, 0))


class Stage(nn.Module):
    """A part whose named layers are more or fewer."""

    def __init__(self, size, count):
        super().__init__()
        self.blocks = nn.Sequential()
        for number in range(count):
            self.blocks.add_module(f"conv{number + 1}", nn.Linear(size, size))
            self.blocks.add_module(f"pool{number + 1}", nn.MaxPool2d(3))
        self.fc = nn.Linear(size, size)


@quirk
def containers_of_more_or_fewer():
    return nn.Sequential(*[Stage(size, count) for size, count in ((4, 3), (8, 2), (8, 2), (16, 1), (32, 0), (4, 3))])


class Row(nn.Module):
    """A class of its own whose children are numbered, some of them None."""

    def __init__(self, *parts):
        super().__init__()
        for number, part in enumerate(parts):
            self.register_module(str(number), part)


@quirk
def none_in_numbered_rows():
    linear = lambda: nn.Linear(2, 2)
    return Row(Row(linear(), None, linear()), Row(None, None, None, linear()), Row(linear(), None, linear()), Row(None, None))


class Stem(nn.Module):
    """Named parts of which some rows are None."""

    def __init__(self):
        super().__init__()
        for number in range(4):
            self.register_module(f"down{number + 1}", None)
        self.conv = nn.Conv2d(1, 2, 3)
        for number in range(3):
            self.register_module(f"up{number}", None)


@quirk
def none_under_names_with_numbers():
    return nn.Sequential(Stem(), nn.Linear(2, 2), Stem())


class Power(nn.Module):
    """A class that prints a number of its tensor, which on the meta device has none."""

    def __init__(self, power):
        super().__init__()
        self.p = nn.Parameter(torch.full((1,), float(power)))

    def extra_repr(self):
        return f"p={self.p.item():.4f}"


@quirk
def printed_numbers_of_tensors():
    return nn.Sequential(nn.Linear(2, 2), Power(3), Power(2))


class Own(nn.MultiheadAttention):
    """Its output layer is of a class that torch.nn does not show."""


@quirk
def attention_of_a_class_of_its_own():
    return nn.Sequential(Own(4, 2), nn.MultiheadAttention(4, 2))
