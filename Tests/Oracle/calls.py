"""Hand-written constructor calls for every public class of torch.nn.

Each line of a block is one argument list: the line ``3, 64, 7`` under ``Conv2d`` is the call
``Conv2d(3, 64, 7)``, and a line that is only ``-`` is the call without arguments. Blocks may belong
to a whole family, where the classes share a signature but not always a behaviour.

The calls are about what people write, what they mistype, and what PyTorch lets through although nobody
would expect it to: the last kind is where a re-implementation goes wrong first. ``random_calls`` draws
further ones, from the pools in ``pools.py``.
"""

from __future__ import annotations

from pools import random_calls

__all__ = ["CALLS", "hand_written", "random_calls"]

CALLS: dict[str, list[str]] = {}


def _add(names: str, block: str) -> None:
    """Adds a block of argument lists to each of the classes (space separated)."""
    lines = [line.strip() for line in block.strip().splitlines()]
    for name in names.split():
        arguments = CALLS.setdefault(name, [])
        for line in lines:
            if line and not line.startswith("#"):
                text = "" if line == "-" else line
                if text not in arguments:
                    arguments.append(text)


def hand_written() -> list[tuple[str, str]]:
    """All the calls as (class, call), in the order of the classes' names."""
    return [(name, f"{name}({arguments})") for name in sorted(CALLS) for arguments in CALLS[name]]


# ---------------------------------------------------------------------------------------------------
# Linear layers

_add("Linear", """
10, 20
20, 30, False
in_features=3, out_features=4
3, out_features=4, bias=False
out_features=4, in_features=3
2, 3, True, None, torch.float64
2, 3, dtype=torch.bfloat16
2, 3, dtype=torch.float16
2, 3, dtype=torch.half
2, 3, dtype=torch.double
2, 3, dtype=torch.float
2, 3, dtype=torch.float32, device="cpu"
2, 3, device="meta"
2, 3, device=None, dtype=None
2, 3, dtype=torch.complex64
2, 3, dtype=torch.complex128
2, 3, dtype=torch.int8
2, 3, dtype=torch.int64
2, 3, dtype=torch.long
2, 3, dtype=torch.bool
2, 3, dtype="float32"
2, 3, dtype=3
2, 3, dtype=True
2, 3, device="bogus"
2, 3, device=1.5
2, 3, bias=None
2, 3, bias=0
2, 3, bias=1
2, 3, bias="no"
2, 3, bias=""
2, 3, bias=[]
2, 3, bias=(0,)
2, 3, bias=0.0
True, 3
3, True
True, True
3, False
False, 3
3.0, 4
3, 4.0
None, 3
3, None
"3", 4
3, "4"
(3,), 4
3, (4,)
[3], 4
-1, 2
2, -1
-1, -1
0, 2
2, 0
0, 0
2 ** 3, 10 // 3
2 * (3 + 4), 7 % 4
7 / 2, 3
8 / 2, 3
-7 // 2 + 8, -7 % 3
2 ** -1, 3
10 if 3 > 2 else 20, 4
10 if 3 < 2 < 4 else 20, 4
3, 4, bias=2 < 1
3, 4, bias=1 == 1.0
3, 4, "True"
+3, --4
3 - 1, -(-4)
65536, 32768
1_000, 0x10
-
3
3, 4, True, None, None, 5
3, 4, 5, 6, 7, 8, 9
3, 4, in_features=3
3, 4, bogus=1
3, out_feature=4
3, 4, bias=True, bias=False
in_features=3, 4
3, 4,
(3), (4)
""")

_add("Bilinear", """
2, 3, 4
2, 3, 4, False
in1_features=2, in2_features=3, out_features=4
2, 3, out_features=4, bias=False
2, 3, 4, dtype=torch.float64
2, 3, 4, True, None, torch.bfloat16
0, 3, 4
-1, 3, 4
2, 0, 4
2, 3, 0
2, -3, 4
2.5, 3, 4
2.0, 3, 4
2, 3.0, 4
2, 3, 4.0
True, True, 2
2, 3, True
2, 3, 4, None
2, 3, 4, "x"
2, 3
2, 3, 4, 5, 6, 7, 8
2, 3, 4, in3_features=5
2, 3, 4, out_features=4
None, 3, 4
2, 3, 4, dtype=torch.int32
""")

_add("Identity", """
-
1
54, unused_argument1=0.1, unused_argument2=False
None
"anything", (1, 2)
x=1
1, 2, 3, 4, 5, 6, 7
Linear(2, 3)
in_features=3
[], ()
dtype=torch.float16
1.5, bias=None
Linear(3, "x")
""")

# ---------------------------------------------------------------------------------------------------
# Convolutions

_CONV = """
3, 8, 3
3, 8, kernel_size=3
in_channels=3, out_channels=8, kernel_size=3
3, 8, 3, 2
3, 8, 3, 2, 1
3, 8, 3, 2, 1, bias=False
3, 8, 3, stride=2, padding=1, bias=False
8, 16, 3, groups=4
8, 8, 3, groups=8, bias=False
6, 9, 1, groups=3
8, 12, 5, groups=5
9, 8, 3, groups=4
8, 9, 3, groups=4
8, 8, 3, groups=0
8, 8, 3, groups=-1
-8, 8, 3, groups=2
8, 8, 3, groups=True
8, 8, 3, groups=2.0
8, 8, 3, groups=1.0
8, 8, 3, groups=None
8, 8, 3, groups="2"
4, 8, 3, dilation=2
4, 8, 3, stride=3, dilation=2
4, 8, 1
4, 8, 0
4, 8, -1
0, 8, 3
8, 0, 3
0, 0, 3
-4, 8, 3
4, -8, 3
4.0, 8, 3
4, 8.0, 3
4, 8, 3.0
4, 8, None
4, 8, "3"
4, 8, "abc"
4, 8, ()
4, 8, []
4, 8, (3,)
4, 8, [3]
4, 8, (3, 3)
4, 8, [3, 3]
4, 8, (3, 5, 7)
4, 8, (3, 5, 7, 9)
4, 8, (3, None)
4, 8, (3, 2.0)
4, 8, (True, True)
4, 8, True
True, 8, 3
4, True, 3
True, True, True
4, 8, 3, 0
4, 8, 3, -1
4, 8, 3, 1.5
4, 8, 3, None
4, 8, 3, "2"
4, 8, 3, (2,)
4, 8, 3, [2, 1]
4, 8, 3, (2, 2, 2)
4, 8, 3, ()
4, 8, 3, True
4, 8, 3, padding=1
4, 8, 3, padding=-1
4, 8, 3, padding=0
4, 8, 3, padding=False
4, 8, 3, padding=0.0
4, 8, 3, padding=1.0
4, 8, 3, padding=(1,)
4, 8, 3, padding=[1, 2]
4, 8, 3, padding=(0, 0)
4, 8, 3, padding=(0, 0, 0)
4, 8, 3, padding=(1, 2, 3)
4, 8, 3, padding=()
4, 8, 3, padding="Same"
4, 8, 3, padding="full"
4, 8, 3, padding=""
4, 8, 3, dilation=(2,)
4, 8, 3, dilation=[2, 2]
4, 8, 3, dilation=(1, 1, 1)
4, 8, 3, dilation=None
4, 8, 3, dilation=0
4, 8, 3, dilation="1"
4, 8, 3, bias=None
4, 8, 3, bias=0
4, 8, 3, bias="False"
4, 8, 3, padding_mode="zeros"
4, 8, 3, padding_mode="reflect"
4, 8, 3, padding_mode="circular", padding=2
4, 8, 3, padding_mode="replicate"
4, 8, 3, padding_mode="constant"
4, 8, 3, padding_mode=None
4, 8, 3, padding_mode=["zeros"]
4, 8, 3, padding_mode=0
4, 8, 3, dtype=torch.bfloat16
4, 8, 3, dtype=torch.float16, bias=False
4, 8, 3, device="cpu", dtype=torch.float64
4, 8, 3, device="nowhere"
4, 8, 3, dtype=torch.int8
4, 8, 3, dtype="float16"
4, 8, 3, dtype=torch.complex64
-
4
4, 8
4, 8, 3, kernel_size=3
4, 8, kernel=3
1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
4, 8, 3, strides=2
4, 8, 3, stride=2, stride=1
kernel_size=3, 4, 8
"""
_add("Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d", _CONV)

_SAME = """
4, 8, 3, padding="same"
4, 8, 3, padding="valid"
4, 8, 3, padding="same", stride=2
4, 8, 3, padding="valid", stride=2
4, 8, 3, 1, "same", 2
4, 8, 4, padding="same", dilation=3, padding_mode="circular"
4, 8, 3, padding="same", stride=(1,)
4, 8, 3, padding="same", stride=(1, 2)
4, 8, 3, padding="same", stride=1.0
4, 8, 3, padding="same", stride=True
4, 8, 3, padding="same", dilation=None
4, 8, 3, padding="same", dilation="1"
4, 8, (3, 5, 7), padding="same", dilation=(1, 2, 3)
4, 8, "3", padding="same"
4, 8, 3.0, padding="same"
4, 8, (3.0, 3.0), padding="same"
4, 8, (), padding="same"
4, 8, 3, 1, 1, 1, 2, False, "reflect", None, torch.float16
4, 8, 3, 1, 1, 1, 3
4, 8, 3, 1, padding="same", groups=3
4, 8, 3, output_padding=1
"""
_add("Conv1d Conv2d Conv3d", _SAME)
_add("Conv2d", """
3, 64, 7
3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False
3, 64, kernel_size=7, stride=2, padding=3, bias=False
3, 768, kernel_size=(16, 16), stride=(16, 16)
3, 6, kernel_size=(3, 5), dilation=(2, 1), padding=(2, 4)
32, 32, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), groups=32, bias=False
3, 64, (3, 5), (1, 2), (0, 1)
64, 64 * 4, 1 if 3 > 2 else 3
3, 64, 2 ** 3 - 1, padding=7 // 2
3, 64, 7 / 1
""")
_add("Conv1d", """
80, 384, kernel_size=(3,), stride=(1,), padding=(1,)
384, 384, kernel_size=(3,), stride=(2,), padding=(1,)
512, 512, 10, 5, bias=False
16, 16, 25, padding=12, groups=16
1, 1, 1
""")
_add("Conv3d", """
3, 64, kernel_size=(3, 7, 7), stride=(1, 2, 2), padding=(1, 3, 3), bias=False
3, 16, (1, 3, 3), padding=(0, 1, 1)
3, 16, 3, padding=(1, 0, 0), dilation=(1, 1, 2)
3, 32, (2, 16, 16), (2, 16, 16)
1, 1, 1, 1, 0, 1, 1, True, "circular"
""")

_TRANSPOSED = """
4, 8, 3, 2, 1, 1
4, 8, 3, stride=2, padding=1, output_padding=1
4, 8, 3, output_padding=(1,)
4, 8, 3, output_padding=[1, 1, 1]
4, 8, 3, output_padding=5
4, 8, 3, output_padding=-1
4, 8, 3, output_padding=None
4, 8, 3, output_padding="1"
4, 8, 3, output_padding=(0, 0)
4, 8, 3, output_padding=()
4, 8, 3, padding="same"
4, 8, 3, padding="valid"
4, 8, 3, 1, 0, 0, 2, False, 3
4, 8, 3, 1, 0, 0, 3
4, 8, 3, 1, 0, 0, 1, True, 2, "zeros", None, torch.float64
4, 8, 3, 1, 0, 0, 1, True, 2, "reflect"
4, 6, 2, 2, groups=2, bias=False
16, 8, 4, groups=8, stride=(2,)
9, 8, 3, groups=4, padding_mode="reflect"
4, 8, 3, dilation=2, output_padding=1, groups=4
"""
_add("ConvTranspose1d ConvTranspose2d ConvTranspose3d", _TRANSPOSED)
_add("ConvTranspose2d", """
1024, 512, kernel_size=(2, 2), stride=(2, 2)
100, 512, 4, 1, 0, bias=False
512, 256, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1), bias=False
16, 33, (3, 5), stride=(2, 1), padding=(4, 2), output_padding=(1, 0)
""")
_add("ConvTranspose3d", """
16, 33, (3, 5, 2), stride=(2, 1, 1), padding=(0, 4, 2)
1, 1, (1, 1, 1), output_padding=(0, 0, 0)
""")
_add("ConvTranspose1d", """
512, 256, kernel_size=(16,), stride=(8,), padding=(4,)
""")

# ---------------------------------------------------------------------------------------------------
# Padding, folding, shuffling, flattening

_PAD = """
1
0
-1
(1, 2)
[1, 2]
(1, 2, 3, 4)
[3, 3, 3, 3]
(1, 2, 3, 4, 5, 6)
(1,)
()
padding=2
padding=(2, 2)
None
True
1.5
"ab"
"3"
(1, None)
((1, 2), (3, 4))
1 + 1
-
1, 2, 3
pad=1
1, padding=1
padding=1, padding=2
"""
_add("CircularPad1d CircularPad2d CircularPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d "
     "ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d", _PAD + """
1, 2
padding=1, value=3
""")
_add("ConstantPad1d ConstantPad2d ConstantPad3d", _PAD + """
2, 3.5
2, 0
(1, 2), 0.0
(3, 3, 6, 6), -1
[3, 0, 1, 2, 0, 1], value=0.5
padding=1, value=1e-8
value=1e10, padding=(1, 1)
1, None
1, "zero"
1, value=True
1, (1, 2)
1, 1e16
1, 123456789.123
1, 1e999
1, -1e999
1, 0.1 + 0.2
1, -0.0
1, 1 / 3
""")

_add("ChannelShuffle", """
2
4
groups=3
0
-1
1
True
2.5
None
"2"
(1, 2)
[2]
-
2, 3
group=2
2, groups=2
""")
_add("PixelShuffle", """
2
3
upscale_factor=4
0
-2
True
1.5
None
"2"
(2, 2)
[2, 2]
6 // 2
-
2, 3
downscale_factor=2
2, upscale_factor=2
""")
_add("PixelUnshuffle", """
2
3
downscale_factor=4
0
-2
True
1.5
None
"2"
(2, 2)
[2, 2]
6 / 2
-
2, 3
upscale_factor=2
2, downscale_factor=2
""")
_add("Flatten", """
-
1
0
0, -1
1, 2
start_dim=2
end_dim=3
start_dim=-3, end_dim=-2
5, 1
None
"x", 1
1.5
True, False
(1, 2)
1, 2, 3
dim=1
1, start_dim=1
""")
_add("Unflatten", """
1, (2, 5, 5)
1, [2, 5, 5]
1, (2,)
1, ()
1, (-1, 2)
1, (0, 0)
1, (True, 2)
1, (2, 2.0)
1, (2, "a")
1, (2, None)
1, [None]
1, 5
1, "ab"
1, None
1, 2.5
1, True
"features", (("C", 2), ("H", 5))
"features", (2, 3)
dim=1, unflattened_size=(2, 3)
unflattened_size=[2, 3], dim=-1
None, (2, 3)
1.5, (2, 3)
True, (2, 3)
(1, 2), (2, 3)
-
1
1, (2, 3), 4
1, size=(2, 3)
1, (2, 3), dim=1
""")
_add("Fold", """
4, 2
(4, 5), (2, 2)
[4, 5], [2, 2]
(4, 5), (2, 2), 1, 0, 1
(4, 5), kernel_size=(2, 2)
output_size=(4, 5), kernel_size=2
(4, 5), 2, dilation=2
(4, 5), 2, padding=(1, 1)
(4, 5), 2, stride=[2, 2]
(4, 5), 2, 1, 1, 2
None, None
"a", "b"
4.5, 2
0, -1
True, False
4
-
4, 2, 1, 0, 1, 2
4, 2, kernel=2
4, 2, output_size=4
""")
_add("Unfold", """
2
(2, 3)
[2, 3]
2, 2
2, 2, 1
2, 2, 1, 2
kernel_size=(2, 2), stride=2
3, padding=1
3, dilation=(2, 2), padding=[1, 1]
(3,)
()
None
"k"
1.5
True
-3
-
2, 1, 0, 1, 5
2, kernel_size=2
2, strides=1
""")

# ---------------------------------------------------------------------------------------------------
# Pooling

_MAX_POOL = """
2
3, 2
3, 2, 1
kernel_size=3, stride=2, padding=1
3, stride=2, padding=1, dilation=1, ceil_mode=False
3, stride=None
3, 2, 1, 2, True, True
3, return_indices=True
2, ceil_mode=True
2, ceil_mode=None
2, ceil_mode=1
(2, 2)
(3, 2), stride=(2, 1)
[3, 2], [2, 1], [1, 0]
(2,)
()
0
-1
True
2.0
None
None, 2
"2"
2, 0
2, False
2, padding=5
2, padding=None
2, dilation=0
-
2, 2, 0, 1, False, False, 3
kernel=2
2, kernel_size=2
2, strides=2
"""
_add("MaxPool1d MaxPool2d MaxPool3d", _MAX_POOL)
_add("MaxPool2d", """
kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False
(3, 3), stride=2, ceil_mode=True
""")
_add("MaxUnpool1d MaxUnpool2d MaxUnpool3d", """
2
3, 2
3, 2, 1
kernel_size=2, stride=2
2, stride=None, padding=0
(2,)
(2, 3)
[2, 3, 4]
[2], (3, 4), [5, 6]
2, (1, 2)
()
None
None, None, None
"ab"
2, "xy"
2.5
True
0, 0, 0
-
2, 2, 0, 1
2, dilation=1
2, kernel_size=3
""")
_AVG_POOL = """
2
3, 2
3, 2, 1
kernel_size=3, stride=2, padding=1
3, stride=None
3, 2, 1, True, False
2, ceil_mode=True, count_include_pad=False
(2,)
(2, 2)
[2, 3]
(3, 2, 2), stride=(2, 1, 2)
[3], [2], [1]
()
0
-1
True
2.0
None
"ab"
2, "c"
2, padding=None
2, padding=(1, 1)
2, 0
-
2, 2, 0, False, True, None, 7
2, dilation=1
2, kernel_size=2
"""
_add("AvgPool1d AvgPool2d AvgPool3d", _AVG_POOL)
_add("AvgPool2d AvgPool3d", """
2, divisor_override=3
2, 2, 0, False, True, 0
2, divisor_override="x"
2, 2, 0, False, True, None
""")
_add("AvgPool1d", """
2, divisor_override=3
2, 2, 0, False, True, None
""")
_add("FractionalMaxPool2d FractionalMaxPool3d", """
3, 5
3, output_size=(13, 12)
3, output_size=(13, 12, 11)
3, output_size=[13]
3, output_ratio=0.5
3, output_ratio=(0.5, 0.5)
3, output_ratio=(0.5, 0.5, 0.5)
3, output_ratio=[0.5, 0.7, 0.2, 0.1]
(3, 2), 5
(3, 2, 2), 5
[3, 2, 1], output_size=5
3, None, 0.5
3, None, 0.5, True
3, 5, None, True, None
3, 5, return_indices=True
3
3, 5, 0.5
3, output_ratio=1
3, output_ratio=0
3, output_ratio=1.5
3, output_ratio=-0.5
3, output_ratio=(0.5,)
3, output_ratio=(0.5, 1.0)
3, output_ratio=(0.5, 0.5, 2)
3, output_ratio=True
3, output_ratio="0.5"
3, output_ratio=()
3, output_size=0
3, output_size=False
3, output_size=-1
3, output_size="ab"
0, 5
-1, 5
(0, 1), 5
(2, 2, -1), 5
[], 5
(), 5
2.5, 5
-2.5, 5
True, 5
False, 5
None, 5
"ab", 5
("a", "b"), 5
3, 5, _random_samples=1
3, 5, _random_samples=None
-
3, 5, None, False, None, 6
3, size=5
3, 5, kernel_size=3
""")
_add("LPPool1d LPPool2d LPPool3d", """
2, 3
2, 3, 2
2, 3, 2, True
1.2, 3
2, (3, 2), stride=(2, 1)
norm_type=2, kernel_size=3
2, kernel_size=[3], ceil_mode=True
2, 3, None
2, 3, stride=None, ceil_mode=None
0, 0
None, None
"2", "3"
True, True, True
2.0, 3
1e20, 3
-
2
2, 3, 2, True, 5
2, 3, padding=1
2, 3, norm_type=1
""")
_ADAPTIVE = """
1
5
(1,)
(5, 7)
[5, 7]
(5, None)
(None, 7)
(None, None, None)
output_size=1
output_size=(1, 1)
(1, 1, 1)
()
0
-1
None
True
1.5
"1"
-
output=1
1, output_size=1
"""
_add("AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d", _ADAPTIVE + """
1, True
1, return_indices=True
""")
_add("AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d", _ADAPTIVE + """
1, True
1, return_indices=True
(5, 7), return_indices=False
1, None
1, True, 3
""")

# ---------------------------------------------------------------------------------------------------
# Normalization

_NORM = """
64
num_features=64
8, 1e-3
8, 1e-3, 0.01
8, 1e-3, 0.01, True
8, eps=1e-3, momentum=0.01
8, eps=0.001, momentum=None
8, affine=False
8, affine=True
8, affine=False, track_running_stats=False
8, affine=True, track_running_stats=True
8, affine=True, track_running_stats=True, bias=False
8, track_running_stats=False
8, track_running_stats=True
8, bias=False
8, bias=None, affine=True
8, bias=0, affine=1
8, bias="no", affine="yes"
8, affine=False, bias=True
8, affine=None
8, affine=0, track_running_stats=1
8, affine=[], track_running_stats=""
8, eps=None
8, eps="small"
8, eps=1
8, eps=1e-12
8, eps=1e-05
8, eps=0.00001
8, momentum=1
8, momentum="x"
8, eps=(1, 2)
8, dtype=torch.float16, affine=True
8, dtype=torch.bfloat16, affine=True, track_running_stats=True
8, dtype=torch.float64
8, dtype=torch.int8, affine=True
8, dtype=torch.int8, affine=False, track_running_stats=True
8, dtype=torch.int8, affine=False, track_running_stats=False
8, dtype=torch.bool, affine=False, track_running_stats=True
8, dtype=torch.complex64, affine=True, track_running_stats=True
8, dtype="float16", affine=True
8, dtype="float16", affine=False, track_running_stats=False
8, dtype="float16", affine=False, track_running_stats=True
8, device="meta", affine=True
8, device="bogus", affine=False, track_running_stats=False
8, device="bogus", affine=True
0
0, affine=True, track_running_stats=True
-1
-1, affine=True
-1, affine=False, track_running_stats=True
-1, affine=False, track_running_stats=False
2.0
2.0, affine=True
2.0, affine=False, track_running_stats=True
2.0, affine=False, track_running_stats=False
True
True, affine=True
True, affine=False, track_running_stats=True
None
None, affine=True
None, affine=False, track_running_stats=False
None, affine=False, track_running_stats=True
"8"
"8", affine=False, track_running_stats=True
(2, 3), affine=True, track_running_stats=True
[2, 3], affine=True
()
(), affine=True, track_running_stats=True
(True, 2), affine=True
(2, True), affine=True
(2, -1), affine=True
(2, 1.0), affine=True
8, 1e-5, 0.1, True, True, None, torch.float64
-
8, 1e-5, 0.1, True, True, None, None, None
8, 1e-5, 0.1, True, True, None, None, None, None
8, 1e-5, 0.1, True, True, None, None, True, bias=False
8, num_features=8
8, bogus=1
8, process_group=None
8, eps=1, eps=2
4 * 16
"""
_add("BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d", _NORM)
_add("BatchNorm2d", """
64, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True
64, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True
""")
_add("SyncBatchNorm", """
8, process_group=5
8, process_group="x"
8, 1e-5, 0.1, True, True, None, None, torch.float16
8, 1e-5, 0.1, True, True, None, None, torch.float16, bias=False
8, 1e-5, 0.1, True, True, torch.float16
""")

_add("LayerNorm", """
8
768, eps=1e-12
(768,), eps=1e-05, elementwise_affine=True
(768,), eps=1e-05, elementwise_affine=True, bias=True
[8]
(2, 3, 4)
[2, 3, 4], eps=1e-3
normalized_shape=8
normalized_shape=(8, 8), elementwise_affine=False
8, 1e-6
8, 1e-6, False
8, 1e-6, True, False
8, 1e-6, True, False, None, torch.float16
8, bias=False
8, elementwise_affine=False, bias=True
8, elementwise_affine=None
8, elementwise_affine=0
8, elementwise_affine=1, bias=None
8, eps=None
8, eps="tiny"
8, eps=1
8, eps=0
8, eps=1e999
8, eps=1e16
8, eps=1e-4
8, eps=0.0001
8, eps=0.00001
8, eps=123456789012345680.0
8, eps=1 / 3
8, eps=10 ** -5
8, dtype=torch.bfloat16
8, dtype=torch.float64, bias=False
8, dtype=torch.int32
8, dtype=torch.int32, elementwise_affine=False
8, dtype="float16", elementwise_affine=False
8, device="bogus", elementwise_affine=False
()
[]
(0,)
0
-1
(-1, 2), elementwise_affine=False
True
True, elementwise_affine=False
(True, 2)
(2, True)
8.0
8.0, elementwise_affine=False
None
None, elementwise_affine=False
"ab"
"ab", elementwise_affine=False
("a", "b"), elementwise_affine=False
(2, None)
(2, None), elementwise_affine=False
(2, 2.0)
(2.0, 2)
((2, 3), 4)
-
8, 1e-5, True, True, None, None, 7
8, affine=False
8, normalized_shape=8
""")
_add("RMSNorm", """
8
4096, eps=1e-6
(4096,), eps=1e-05, elementwise_affine=True
[2, 3]
(2, 3, 4), 1e-5
normalized_shape=8
8, None
8, None, False
8, 1e-6, True, None, torch.bfloat16
8, elementwise_affine=False
8, elementwise_affine=None
8, eps="x"
8, eps=1
8, dtype=torch.float16
8, dtype=torch.int64
8, dtype=torch.int64, elementwise_affine=False
8, bias=False
()
0
-1
-1, elementwise_affine=False
True
8.0
None
"ab"
"ab", elementwise_affine=False
(True,)
(2, True)
(2, 3.0)
-
8, 1e-6, True, None, None, 3
8, affine=True
8, normalized_shape=8
""")
_add("GroupNorm", """
2, 8
1, 8
8, 8
num_groups=3, num_channels=6
num_channels=6, num_groups=3
32, 64, eps=1e-06, affine=True
2, 8, 1e-6
2, 8, 1e-6, False
2, 8, affine=False
2, 8, affine=None
2, 8, affine=1
2, 8, bias=False
2, 8, affine=False, bias=True
2, 8, bias=None
2, 8, eps="x"
2, 8, eps=None
2, 8, 1e-5, True, None, torch.float16
2, 8, dtype=torch.bfloat16, bias=False
2, 8, dtype=torch.int8
2, 8, dtype=torch.int8, affine=False
3, 8
0, 8
0.0, 8
-2, 8
-3, 8
2.0, 8
2, 8.0
2.0, 8.0, affine=False
1.5, 6
1.5, 7
2, 0
2, -8
2, -8, affine=False
True, 8
2, True
1, True
1, True, affine=False
None, 8
2, None
"2", 8
2, "8"
2, "%d", affine=False
2, (4,)
(2,), 8
-
2
2, 8, 1e-5, True, None, None, False
2, 8, 1e-5, True, None, None, None, bias=False
2, 8, elementwise_affine=True
2, 8, num_groups=2
""")
_add("LocalResponseNorm", """
2
5, alpha=1e-4, beta=0.75, k=2
5, 0.0001, 0.75, 1
5, 0.0001, 0.75, 1.0
size=3
3, alpha=1e-05
3, k=None
0
-1
2.5
None
True
"5"
(1, 2)
3, 1, 1, 1, 1
-
3, gamma=1
3, size=3
3, 1 / 3, 2 / 3, 10.0
""")
_add("CrossMapLRN2d", """
2
5, alpha=1e-4, beta=0.75, k=2
5, 0.0001, 0.75, 1
5, 0.0001, 0.75, 1.0
size=3
3, alpha=1e-05
3, k=None
0
-1
2.5
None
True
"5"
[1, 2]
3, 1, 1, 1, 1
-
3, gamma=1
3, size=3
""")

# ---------------------------------------------------------------------------------------------------
# Activations

_INPLACE = """
-
True
False
inplace=True
inplace=False
inplace=None
1
0
"yes"
""
()
[0]
2.5
0.0
True, False
in_place=True
True, inplace=True
inplace=True, inplace=True
"""
_add("ReLU ReLU6 SELU SiLU Mish Hardsigmoid Hardswish", _INPLACE)
_add("Sigmoid Tanh LogSigmoid Softsign Tanhshrink Softmax2d Module", """
-
1
True
None
()
"x"
inplace=True
dim=1
1, 2
1, dim=1
x=None
1, 2, 3
dtype=torch.float16
""")
_add("Threshold", """
0.1, 20
0.1, 20, True
0, 0
threshold=0.5, value=1
value=1, threshold=0.5, inplace=True
None, None
"a", "b"
(1, 2), [3]
True, False
1e-7, 1e7
1e15, 1e16
1e17, 123456.789e3
-1.0, -0.0
0.1, 20, None
0.1, 20, 1
-
0.1
0.1, 20, True, 4
0.1, value=20, threshold=0.1
0.1, 20, bogus=1
""")
_add("RReLU", """
-
0.1, 0.3
0.1, 0.3, True
lower=0.2
upper=0.5
upper=1, lower=0
inplace=True
0.3, 0.1
None
"a", "b"
1 / 8, 1 / 3
2 / 3
True, False, 0
0.1, 0.3, True, 4
low=0.1
0.1, lower=0.1
""")
_add("Hardtanh", """
-
-2, 2
-2.0, 2.0, True
min_val=-3
max_val=3
min_val=0, max_val=6, inplace=True
min_value=-2
max_value=2
min_value=-2, max_value=2
-1, 1, False, -5, 5
-1, 1, False, None, None
1, 1
2, 1
2
max_val=-1
max_value=-1
min_value=1
1.0, 1.0
None, 1
-1, None
"a", "b"
"b", "a"
"a", 1
True, 2
False, True
True, False
(1, 2), (1, 3)
(1, 3), (1, 2)
[1], (2,)
0, 6, None
0, 6, 1
-1, 1, True, None, None, None
min=0
0, min_val=0
1e999 - 1e999, 1
""")
_add("ELU CELU", """
-
1.0
0.5
2
alpha=0.1
alpha=1, inplace=True
1.0, True
1.0, False
1.0, None
1.0, 1
0
-1
None
"x"
True
(1, 2)
1e-5
1e22
100000000000000000.0
1 / 3
1, True, 2
beta=1
1, alpha=1
""")
_add("CELU", """
0.0
alpha=0
""")
_add("GLU", """
-
0
-1
1
dim=2
dim=-2
None
1.5
True
"x"
(0, 1)
[1]
1, 2
dims=1
1, dim=1
2 - 5
""")
_add("GELU", """
-
"none"
"tanh"
approximate="tanh"
approximate='none'
"bogus"
None
True
1
1.0
("tanh",)
["tanh"]
"it's"
'say "x"'
"both ' and \\""
"tab\\tnewline\\n"
"backslash\\\\"
"é"
""
"none", 1
approx="tanh"
"tanh", approximate="tanh"
"a" + "b"
"ab" * 2
torch.float16
""")
_add("Hardshrink Softshrink", """
-
0.5
0.25
1
lambd=0.1
lambd=0
-1
None
True
"x"
(1, 2)
[1]
1e-7
1 / 3
1e16
0.5, 1
lambda_=1
0.5, lambd=0.5
""")
_add("LeakyReLU", """
-
0.2
0.2, True
negative_slope=0.1
negative_slope=0.1, inplace=True
0
-1
1
1e-2
0.01
None
True
"x"
0.2, None
0.2, 1
0.2, "a"
(1,)
0.2, True, 3
slope=0.1
0.1, negative_slope=0.1
""")
_add("Softplus", """
-
1
2, 10
beta=1.0, threshold=20.0
beta=0.5
threshold=5
1, 20
None
None, None
True, False
"a", "b"
(1,), [2]
0
-1, 1e6
1, 2, 3
alpha=1
1, beta=1
""")
_add("PReLU", """
-
1
8
num_parameters=3
3, 0.1
3, init=0.1
3, init=1
3, init=True
3, init=None
3, init="a"
3, init=(1,)
3, init=[]
0
0, None
-1
True
False
2.0
None
"3"
(2, 3)
[2, 3]
()
(2, True)
(True, 2)
3, dtype=torch.float16
3, 0.25, None, torch.bfloat16
3, dtype=torch.int8
3, dtype=torch.complex64
3, dtype="float16"
3, device="bogus"
3, 0.1, None, None, 1
3, inplace=True
3, num_parameters=3
init=0.5
init=1e999
""")
_add("Softmax Softmin LogSoftmax", """
-
1
-1
dim=1
dim=-1
dim=None
0
None
True
1.5
"x"
(0, 1)
[1]
1 if 2 > 1 else 0
1, 2
dims=1
axis=1
1, dim=1
""")

_MHA = """
8, 2
16, 4
embed_dim=8, num_heads=2
num_heads=2, embed_dim=8
8, num_heads=8
8, 1
8, 2, 0.1
8, 2, dropout=0.1
8, 2, dropout=5
8, 2, dropout="x"
8, 2, dropout=None
8, 2, bias=False
8, 2, bias=None
8, 2, bias=0
8, 2, bias="x"
8, 2, add_bias_kv=True
8, 2, bias=False, add_bias_kv=True
8, 2, add_bias_kv=1
8, 2, add_bias_kv=None
8, 2, add_zero_attn=True
8, 2, kdim=4
8, 2, vdim=4
8, 2, kdim=4, vdim=6
8, 2, kdim=8
8, 2, kdim=8, vdim=8
8, 2, kdim=8, vdim=4, bias=False
8, 2, kdim=4, vdim=6, add_bias_kv=True
8, 2, kdim=0
8, 2, kdim=-1
8, 2, vdim=0
8, 2, kdim=8.0
8, 2, kdim=4.0
8, 2, kdim=True
8, 2, kdim="8"
8, 2, kdim=False
8, 2, vdim=(8,)
1, 1, kdim=True
8, 2, batch_first=True
8, 2, batch_first=None
8, 2, 0.0, True, True, True, 4, 6, True
8, 2, 0.0, True, False, False, None, None, True, None, torch.float16
8, 2, dtype=torch.bfloat16
8, 2, dtype=torch.float64, add_bias_kv=True, kdim=3
8, 2, dtype=torch.int8
8, 2, dtype="float16"
8, 2, device="bogus"
8, 2, device="meta"
8, 3
8, 16
0, 2
8, 0
-8, 2
8, -2
0, 0
8.0, 2
8, 2.0
8, 2.5
8, 0.5
10, 2.5
8.0, 2.0
True, 1
True, True
1, True
8, True
2, "1"
"8", 2
None, 2
8, None
(8,), 2
8, [2]
-
8
8, 2, 0.0, True, False, False, None, None, False, None, None, 1
8, 2, embed_dim=8
8, heads=2
8, 2, bogus=True
768, 12, batch_first=True
"""
_add("MultiheadAttention", _MHA)

# ---------------------------------------------------------------------------------------------------
# Dropout

_add("Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout", """
-
0.1
0.5, True
p=0.2
p=0.2, inplace=True
inplace=True
0
1
0.0
1.0
-0.1
1.1
-1
2
True
False
None
"0.5"
"a"
(0.5,)
[0.5]
0.5, None
0.5, 1
0.5, "yes"
0.1 + 0.2
1 / 3
1e-7
1e999 - 1e999
0.5, True, 3
prob=0.5
0.5, p=0.5
""")

# ---------------------------------------------------------------------------------------------------
# Recurrent layers

_RNN_COMMON = """
3, 4
3, 4, 2
3, 4, num_layers=2
input_size=3, hidden_size=4
3, hidden_size=4, num_layers=3, bias=False
3, 4, bidirectional=True
3, 4, num_layers=2, bidirectional=True
3, 4, num_layers=2, bidirectional=True, bias=False, batch_first=True
3, 4, batch_first=True
3, 4, dropout=0.5
3, 4, num_layers=2, dropout=0.5
3, 4, num_layers=2, dropout=0
3, 4, num_layers=2, dropout=1
3, 4, num_layers=2, dropout=1.0
3, 4, dropout=1.5
3, 4, dropout=-0.1
3, 4, dropout=2
3, 4, dropout=True
3, 4, dropout=False
3, 4, dropout=None
3, 4, dropout="0.1"
3, 4, dropout="a"
3, 4, dropout="nan"
3, 4, dropout=(0.1,)
3, 4, dropout=1e-5, num_layers=2
3, 4, bias=False
3, 4, bias=None
3, 4, bias=0
3, 4, bias=1
3, 4, bias="x"
3, 4, batch_first=None
3, 4, batch_first=1
3, 4, batch_first="x"
3, 4, bidirectional=None
3, 4, bidirectional=0
3, 4, bidirectional=1
3, 4, bidirectional=2
3, 4, bidirectional="no"
3, 4, bidirectional=""
3, 4, bidirectional=[]
3, 4, bidirectional=0.0
3, 4, num_layers=0
3, 4, num_layers=-1
3, 4, num_layers=True
3, 4, num_layers=False
3, 4, num_layers=1.0
3, 4, num_layers=2.0
3, 4, num_layers=None
3, 4, num_layers="2"
3, 4, num_layers=(2,)
0, 4
3, 0
-3, 4
3, -4
0, 0
3.0, 4
3, 4.0
None, 4
3, None
"3", 4
3, "4"
(3,), 4
True, 4
3, True
True, True
3, 4, dtype=torch.float16
3, 4, dtype=torch.bfloat16, bidirectional=True
3, 4, dtype=torch.float64
3, 4, dtype=torch.int8
3, 4, dtype=torch.complex64
3, 4, dtype="float32"
3, 4, device="meta"
3, 4, device="bogus"
3, 4, proj_size=2
3, 4, proj_size=0
3, 4, proj_size=4
3, 4, proj_size=-1
3, 4, proj_size=None
3, 4, proj_size=2.0
3, 4, proj_size=1.5
3, 4, proj_size="2"
3, 4, proj_size=True
3, 4, proj_size=False
3, 4, bias=None, proj_size=-1
3, 4, dropout=5, bias=None
0, 4, bias=0, num_layers=0
3, 0, proj_size=1
3, 4, bogus=1
3, 4, input_size=3
3, 4, mode="LSTM"
3, 4, nonlinearity="relu"
-
3
hidden_size=4
3, bidirectional=True
3, 4, dropout=0.5, dropout=0.1
"""
_add("LSTM GRU RNN", _RNN_COMMON)
_add("LSTM", """
3, 4, 2, True, True, 0.2, True, 2
3, 4, 2, False, False, 0.0, False, 3
3, 4, 1, True, False, 0.0, False, 0, None, torch.float16
3, 4, 1, True, False, 0.0, False, 0, None, None, 1
3, 4, num_layers=2, bidirectional=True, proj_size=2
3, 4, num_layers=3, bias=False, proj_size=1, batch_first=True
512, 256, 2, bidirectional=True
3, 2, proj_size=True
3, 4, 2, 0.5
3, 4, 2, True, 0.5
3, 4, proj_size=3, bidirectional="x"
""")
_add("GRU", """
3, 4, 2, True, True, 0.2, True
3, 4, 2, False, False, 0.0, False, 3
3, 4, 1, True, False, 0.0, False, 2
3, 4, 1, True, False, 0.0, False, 4
3, 4, 1, True, False, 0.0, False, 0, None, torch.float16
3, 4, 1, True, False, 0.0, False, 0, None, None, 1
3, 4, 2, 0.5
""")
_add("RNN", """
3, 4, 1, "relu"
3, 4, 2, "tanh", False
3, 4, 2, "relu", True, True, 0.2, True
3, 4, 1, "sigmoid"
3, 4, 1, True
3, 4, 1, None
3, 4, 1, ["relu"]
3, 4, nonlinearity="tanh"
3, 4, nonlinearity="ReLU"
3, 4, nonlinearity=None
3, 4, nonlinearity=1
3, 4, 1, "relu", nonlinearity="tanh"
3, 4, 1, "relu", num_layers=2
3, 4, 1, "relu", True, False, 0.0, False, 2
3, 4, 1, "relu", True, False, 0.0, False, 0, None, torch.float64
3, 4, 1, "relu", True, False, 0.0, False, 0, None, None, 1
3, 4, nonlinearity="sigmoid", proj_size=1
3, 4, 1, "relu", bias=False
3, 4, 1, "relu", 1
""")
_add("RNNBase", """
"LSTM", 3, 4
"GRU", 3, 4, 2
"RNN_TANH", 3, 4
"RNN_RELU", 3, 4, bidirectional=True
mode="LSTM", input_size=3, hidden_size=4, proj_size=2
"GRU", 3, 4, proj_size=2
"RNN_TANH", 3, 4, 1, False, True, 0.0, True, 1
"LSTM", 3, 4, 2, True, True, 0.5, True, 2, None, torch.float16
"lstm", 3, 4
"RNN", 3, 4
"", 3, 4
None, 3, 4
1, 3, 4
["LSTM"], 3, 4
"bad", 0, 4
"LSTM", 3.0, 4
"LSTM", 3, 4, bias=0
"LSTM", 3, 4, dropout=2
"LSTM", 3
"LSTM"
-
"LSTM", 3, 4, 1, True, False, 0.0, False, 0, None, None, 1
"LSTM", 3, 4, mode="LSTM"
"LSTM", 3, 4, nonlinearity="tanh"
""")
_CELL = """
3, 4
3, 4, False
3, 4, bias=True
3, 4, bias=False
3, 4, bias=None
3, 4, bias=0
3, 4, bias=1
3, 4, bias="x"
3, 4, bias=[]
input_size=3, hidden_size=4
3, 4, dtype=torch.float16
3, 4, dtype=torch.bfloat16
3, 4, dtype=torch.int8
3, 4, device="bogus"
0, 4
3, 0
-3, 4
3, -4
3.0, 4
3, 4.0
True, 4
3, True
None, 4
3, None
"3", 4
3, "4"
(3,), 4
3, (4,)
3, [4, 5]
-
3
3, 4, True, None, None, None, None
3, 4, hidden_size=4
3, 4, num_layers=2
"""
_add("RNNCell LSTMCell GRUCell", _CELL)
_add("RNNCell", """
3, 4, True, "relu"
3, 4, False, "relu"
3, 4, nonlinearity="relu"
3, 4, nonlinearity="tanh"
3, 4, nonlinearity="bogus"
3, 4, nonlinearity=None
3, 4, nonlinearity=1
3, 4, nonlinearity=("tanh",)
3, 4, True, "tanh", None, torch.float64
3, 4, True, "tanh", None, torch.float64, 1
""")
_add("LSTMCell GRUCell", """
3, 4, True, None, torch.float64
3, 4, nonlinearity="relu"
3, 4, True, "relu"
3, 4, True, None, torch.float64, 1
""")
_add("RNNCellBase", """
3, 4, True, 4
3, 4, False, 3
3, 4, bias=True, num_chunks=1
input_size=3, hidden_size=4, bias=False, num_chunks=2
3, 4, None, 1
3, 4, 1, 1
3, 4, "x", 1
3, 4, True, 0
3, 4, True, -1
3, 4, True, 1.0
3, 4, True, True
3, 4, True, None
3, 4, True, "4"
3, "4", True, 4
3, (4,), True, 2
0, 4, True, 2
3, -4, True, 2
3, True, True, 1
3, True, True, True
3, 4, True, 4, None, torch.float16
3, 4, True
3, 4
-
3, 4, True, 4, None, None, 1
3, 4, True, 4, nonlinearity="relu"
""")

# ---------------------------------------------------------------------------------------------------
# Transformers

_LAYER = """
8, 2, 16
8, 2, dim_feedforward=16
d_model=8, nhead=2, dim_feedforward=16
8, 2, 16, 0.2
8, 2, 16, dropout=0.0
8, 2, 16, dropout=0
8, 2, 16, dropout=1.5
8, 2, 16, dropout=-1
8, 2, 16, dropout="x"
8, 2, 16, dropout=None
8, 2, 16, 0.1, "gelu"
8, 2, 16, activation="relu"
8, 2, 16, activation="tanh"
8, 2, 16, activation=""
8, 2, 16, activation=None
8, 2, 16, activation=3
8, 2, 16, activation=ReLU()
8, 2, 16, activation=GELU("tanh")
8, 2, 16, activation=PReLU()
8, 2, 16, activation=Sequential(Linear(16, 16), ReLU())
8, 2, 16, activation=["relu"]
8, 2, 16, layer_norm_eps=1e-6
8, 2, 16, layer_norm_eps=None
8, 2, 16, layer_norm_eps="x"
8, 2, 16, batch_first=True
8, 2, 16, norm_first=True
8, 2, 16, norm_first=True, batch_first=True, bias=False
8, 2, 16, bias=False
8, 2, 16, bias=None
8, 2, 16, bias="x"
8, 2, 16, 0.1, "relu", 1e-5, True, True, False, None, torch.float16
8, 2, 16, dtype=torch.bfloat16
8, 2, 16, dtype=torch.int8
8, 2, 16, dtype="x"
8, 2, 16, device="bogus"
8, 3, 16
8, 0, 16
0, 1, 16
-8, 2, 16
8, 2, 0
8, 2, -1
8, 2, 16.0
8, 2.0, 16
8.0, 2, 16
8, 2, None
8, 2, True
True, 1, 16
8, True, 16
"8", 2, 16
8, "2", 16
(8,), 2
1, 1, 1
8, 2, 16, dropout=2, activation="tanh"
8, 2, 16, activation="tanh", layer_norm_eps=None
-
8
8, 2, 16, 0.1, "relu", 1e-5, True, True, True, None, None, 1
8, 2, heads=2
8, 2, 16, nhead=2
8, 2, 16, eps=1e-5
"""
_add("TransformerEncoderLayer TransformerDecoderLayer", _LAYER)
_add("TransformerEncoderLayer", """
512, 8
d_model=32, nhead=4
""")
_add("TransformerEncoder", """
TransformerEncoderLayer(8, 2, 16), 1
TransformerEncoderLayer(8, 2, 16), 2
TransformerEncoderLayer(8, 2, 16), num_layers=3
encoder_layer=TransformerEncoderLayer(8, 2, 16), num_layers=2
TransformerEncoderLayer(8, 2, 16, batch_first=True), 2
TransformerEncoderLayer(8, 2, 16, norm_first=True), 2
TransformerEncoderLayer(8, 2, 16, bias=False), 2, enable_nested_tensor=False
TransformerEncoderLayer(8, 2, 16, activation=GELU()), 2
TransformerEncoderLayer(8, 2, 16), 2, LayerNorm(8)
TransformerEncoderLayer(8, 2, 16), 2, norm=LayerNorm(8, bias=False)
TransformerEncoderLayer(8, 2, 16), 2, norm=None
TransformerEncoderLayer(8, 2, 16), 2, norm=RMSNorm(8)
TransformerEncoderLayer(8, 2, 16), 2, norm=3
TransformerEncoderLayer(8, 2, 16), 2, norm="x"
TransformerEncoderLayer(8, 2, 16), 2, None, False, False
TransformerEncoderLayer(8, 2, 16), 2, None, True, True, 1
TransformerEncoderLayer(8, 2, 16, dtype=torch.float16), 2, LayerNorm(8)
TransformerEncoderLayer(8, 1, 16), 1
TransformerEncoderLayer(8, 2, 16), 0
TransformerEncoderLayer(8, 2, 16), -1
TransformerEncoderLayer(8, 2, 16), True
TransformerEncoderLayer(8, 2, 16), False
TransformerEncoderLayer(8, 2, 16), 2.0
TransformerEncoderLayer(8, 2, 16), None
TransformerEncoderLayer(8, 2, 16), "2"
TransformerDecoderLayer(8, 2, 16), 2
Linear(2, 3), 3
Sequential(Linear(2, 3), ReLU()), 2
ModuleList([Linear(2, 3), ReLU()]), 2
BatchNorm1d(3), 2
None, 2
None, 0
None, 1
3, 2
3, 0
"x", 2
[Linear(2, 3)], 2
TransformerEncoderLayer(8, 3, 16), 2
TransformerEncoder(TransformerEncoderLayer(8, 2, 16), 1), 2
TransformerEncoderLayer(8, 2, 16)
-
TransformerEncoderLayer(8, 2, 16), layers=2
TransformerEncoderLayer(8, 2, 16), 2, num_layers=2
encoder_layer=TransformerEncoderLayer(d_model=4, nhead=1), num_layers=1, norm=LayerNorm(4)
""")
_add("TransformerDecoder", """
TransformerDecoderLayer(8, 2, 16), 1
TransformerDecoderLayer(8, 2, 16), 2
TransformerDecoderLayer(8, 2, 16), num_layers=3
decoder_layer=TransformerDecoderLayer(8, 2, 16), num_layers=2
TransformerDecoderLayer(8, 2, 16, batch_first=True), 2
TransformerDecoderLayer(8, 2, 16, norm_first=True, bias=False), 2
TransformerDecoderLayer(8, 2, 16), 2, LayerNorm(8)
TransformerDecoderLayer(8, 2, 16), 2, norm=LayerNorm(8, elementwise_affine=False)
TransformerDecoderLayer(8, 2, 16), 2, norm=None
TransformerDecoderLayer(8, 2, 16), 2, norm=3
TransformerDecoderLayer(8, 2, 16), 0
TransformerDecoderLayer(8, 2, 16), 0, LayerNorm(8)
TransformerDecoderLayer(8, 2, 16), -1
TransformerDecoderLayer(8, 2, 16), True
TransformerDecoderLayer(8, 2, 16), 2.0
TransformerDecoderLayer(8, 2, 16), None
TransformerEncoderLayer(8, 2, 16), 2
Linear(2, 3), 2
None, 2
3, 2
3, 0
TransformerDecoderLayer(8, 2, 16), 2, None, False
TransformerDecoderLayer(8, 2, 16), 2, enable_nested_tensor=False
TransformerDecoderLayer(8, 2, 16)
-
""")
_add("Transformer", """
8, 2, 1, 1, 16
d_model=8, nhead=2, num_encoder_layers=1, num_decoder_layers=1, dim_feedforward=16
8, 2, 2, 1, 16
8, 2, 1, 2, 16, 0.0, "gelu"
8, 2, 0, 0, 16
8, 2, 1, 0, 16, bias=False
8, 2, 0, 1, 16, batch_first=True, norm_first=True
8, 2, 1, 1, 16, layer_norm_eps=1e-6
8, 2, 1, 1, 16, dtype=torch.float16
8, 2, 1, 1, 16, dtype=torch.bfloat16, bias=False
8, 2, 1, 1, 16, activation=SiLU()
8, 2, 1, 1, 16, activation="tanh"
8, 2, 1, 1, 16, activation=None
8, 2, 1, 1, 16, 0.1, "relu", None, None, 1e-5, True, False, True, None, torch.float64
8, 2, 1, 1, 16, 0.1, "relu", None, None, 1e-5, True, False, True, None, torch.float64, 1
8, 2, 1, 1, 16, custom_encoder=Linear(2, 3)
8, 2, 1, 1, 16, custom_decoder=Identity()
8, 2, 1, 1, 16, custom_encoder=TransformerEncoder(TransformerEncoderLayer(4, 1, 8), 2), custom_decoder=ReLU()
8, 2, 1, 1, 16, custom_encoder=3, custom_decoder="x"
8, 3, 1, 1, 16, custom_encoder=Linear(2, 3), custom_decoder=Linear(3, 2)
8, 3, custom_encoder=3, custom_decoder=False
custom_encoder=Identity(), custom_decoder=Identity()
custom_encoder=Linear(0, 3), custom_decoder=LayerNorm(4)
custom_encoder=Conv1d(2, 3, ()), custom_decoder=Embedding(3, 2, dtype=torch.float16)
custom_encoder=Linear(2, 3, dtype=torch.float64), custom_decoder=PReLU((2, 3))
8, 2, 1, 1, 16, custom_encoder=Linear(2, "x")
8, 3, 1, 1, 16
0, 1, 1, 1, 16
8, 0, 1, 1, 16
8, 2, -1, -1, 16
8, 2, 1.0, 1, 16
8, 2, 1, None, 16
8, 2, True, True, 16
8, 2, 1, 1, 0
8, 2, 1, 1, -1
8, 2, 1, 1, 16, dropout=1.5
8, 2, 1, 1, 16, dropout="x"
8.0, 2, 1, 1, 16
8, 2.0, 1, 1, 16
True, True, 1, 1, 16
8, 2, 1, 1, 16, dtype=torch.int8
8, 2, 1, 1, 16, device="bogus"
8, 2, 1, 1, 16, d_model=8
8, 2, layers=2
8, 2, 1, 1, 16, enable_nested_tensor=True
""")

# ---------------------------------------------------------------------------------------------------
# Embeddings

_EMBEDDING = """
10, 3
num_embeddings=10, embedding_dim=3
embedding_dim=3, num_embeddings=10
10, 3, padding_idx=0
10, 3, padding_idx=1
10, 3, padding_idx=9
10, 3, padding_idx=10
10, 3, padding_idx=-1
10, 3, padding_idx=-10
10, 3, padding_idx=-11
10, 3, padding_idx=None
10, 3, padding_idx=True
10, 3, padding_idx=False
10, 3, padding_idx=1.0
10, 3, padding_idx=0.0
10, 3, padding_idx=-1.0
10, 3, padding_idx=11.5
10, 3, padding_idx="a"
10, 3, padding_idx=(1,)
10, 3, padding_idx=[0]
0, 3, padding_idx=0
1, 3, padding_idx=True
0, 3
10, 0
10, 0, padding_idx=2
0, 0
-1, 3
10, -3
10.0, 3
10, 3.0
10.0, 3, padding_idx=-1
True, 3
10, True
True, 3, padding_idx=0
None, 3
10, None
None, 3, padding_idx=1
"10", 3
(10,), 3
10, (3,)
10, 3, max_norm=1
10, 3, max_norm=1.0
10, 3, max_norm="x"
10, 3, max_norm=0
10, 3, max_norm=True
10, 3, norm_type=1
10, 3, norm_type=2
10, 3, norm_type=2.0
10, 3, norm_type=1.5
10, 3, norm_type=None
10, 3, norm_type="2"
10, 3, scale_grad_by_freq=True
10, 3, scale_grad_by_freq=None
10, 3, scale_grad_by_freq=0
10, 3, sparse=True
10, 3, sparse=None
10, 3, sparse=1
10, 3, sparse="x"
10, 3, max_norm=0.5, norm_type=1, scale_grad_by_freq=True, sparse=True, padding_idx=3
10, 3, dtype=torch.float16
10, 3, dtype=torch.bfloat16, padding_idx=-2
10, 3, dtype=torch.float64
10, 3, dtype=torch.int8
10, 3, dtype=torch.complex64
10, 3, dtype=torch.complex64, padding_idx=1
10, 3, dtype="float16"
10, 3, device="bogus"
10, 3, device="meta", padding_idx=4
10, 3, _weight=None
10, 3, _weight=1
10, 3, _weight=[1, 2]
-
10
10, 3, num_embeddings=10
10, 3, bogus=1
"""
_add("Embedding EmbeddingBag", _EMBEDDING)
_add("Embedding", """
30522, 768, padding_idx=0
10, 3, 5
10, 3, 5, 1.0, 2.0, True, True, None, True, None, torch.float16
10, 3, 5, 1.0, 2.0, True, True, None, True, None, torch.float16, 1
10, 3, _freeze=True
10, 3, _freeze=False
10, 3, _freeze=None
10, 3, _freeze=1
10, 3, _freeze="x"
10, 3, _freeze=True, dtype=torch.int8
10, 3, _freeze=True, dtype=torch.float16, padding_idx=2
10, 3, mode="sum"
128256, 16, 128255
""")
_add("EmbeddingBag", """
10, 3, mode="sum"
10, 3, mode="max"
10, 3, mode="mean"
10, 3, mode="bogus"
10, 3, mode=None
10, 3, mode=1
10, 3, 1.0
10, 3, 1.0, 3.0
10, 3, 1.0, 3.0, True, "max"
10, 3, None, 2.0, False, "sum", True, None, True, 4, None, torch.float16
10, 3, None, 2.0, False, "sum", True, None, True, 4, None, torch.float16, 1
10, 3, include_last_offset=True
10, 3, include_last_offset=None
10, 3, max_norm=(1, 2), mode='sum'
10, 3, mode="it's"
10, 3, _freeze=True
""")

# ---------------------------------------------------------------------------------------------------
# Upsampling

_add("Upsample", """
-
2
(4, 5)
[4, 5]
size=(4, 5)
scale_factor=2
scale_factor=2.0
scale_factor=0.5
scale_factor=(2, 3)
scale_factor=(2.5, 3.0)
scale_factor=[2, 3]
scale_factor=()
scale_factor=[]
scale_factor=0
scale_factor=0.0
scale_factor=(2, 0)
scale_factor=True
scale_factor=False
scale_factor="2"
scale_factor="a"
scale_factor=""
scale_factor=("2", 3)
scale_factor=("a", 3)
scale_factor=(None,)
scale_factor=-1
scale_factor=1e20
scale_factor="inf"
scale_factor=" 1e3 "
scale_factor=2, mode="bilinear"
scale_factor=2, mode="bilinear", align_corners=True
2, None, "nearest"
2, 3, "bicubic", False, True
size=2, scale_factor=2
size=0
size=None, scale_factor=2
size="x"
mode="bogus"
mode=None
mode=3
mode="it's"
2, None, "nearest", None, None, 1
factor=2
2, size=2
""")
_add("UpsamplingNearest2d UpsamplingBilinear2d", """
-
2
(4, 5)
[4, 5]
size=4
scale_factor=2
scale_factor=2.5
scale_factor=(2, 3)
scale_factor=[2, 3]
scale_factor="2"
scale_factor="x"
scale_factor=0
scale_factor=True
None, 2
2, 3
None, None
size="x"
2, 3, "nearest"
mode="nearest"
2, size=2
factor=2
""")

# ---------------------------------------------------------------------------------------------------
# Distances and losses

_add("CosineSimilarity", """
-
1
0
dim=1, eps=1e-6
-1, 1e-3
None
"x"
(1,)
True
1.5
1, 2
1, 2, 3
axis=1
1, dim=1
""")
_add("PairwiseDistance", """
-
2
1.0
p=1
2, 1e-3
2, 1e-6, True
keepdim=True
None
"x"
(1,)
True
-1
1, 2, 3, 4
norm=2
1, p=1
""")

_REDUCTION = """
-
reduction="sum"
reduction="none"
reduction="mean"
reduction="bogus"
reduction=None
reduction=3
size_average=True
size_average=False
reduce=False
reduce=True
size_average=False, reduce=True
size_average=None, reduce=None
size_average="x"
size_average=0, reduce=0
reduction="sum", bogus=1
reduction="sum", reduction="mean"
1, 2, 3, 4, 5, 6, 7, 8, 9
"""
_add("L1Loss MSELoss MultiLabelMarginLoss SoftMarginLoss", _REDUCTION + """
None, None, "sum"
True, False, "sum"
True
1, 2, 3, 4
weight=None
""")
_add("SmoothL1Loss", _REDUCTION + """
None, None, "sum"
None, None, "mean", 0.5
beta=0
beta=-1
beta=None
beta="x"
1, 2, 3, 4, 5
delta=1
""")
_add("KLDivLoss", _REDUCTION + """
None, None, "batchmean"
reduction="batchmean", log_target=True
None, None, "mean", True
log_target=None
1, 2, 3, 4, 5
""")
_add("HuberLoss", """
-
"sum"
"mean", 0.5
reduction="sum", delta=2.0
delta=1
delta=0
delta=-1
delta=True
delta=None
delta="1"
delta=(1,)
delta=[1.0]
reduction=None
reduction=3, delta="x"
"mean", 1.0, 3
beta=1
"mean", reduction="mean"
""")
_add("BCELoss MultiLabelSoftMarginLoss", _REDUCTION + """
None
None, None, None, "sum"
weight=None
weight=1
weight=[1.0, 2.0]
weight="x"
weight=Linear(2, 3)
1, None, None, "sum"
pos_weight=None
""")
_add("BCEWithLogitsLoss", _REDUCTION + """
None
None, None, None, "sum"
None, None, None, "sum", None
weight=1
weight=[1.0, 2.0]
pos_weight=None
pos_weight=1
pos_weight=(1, 2)
weight="x", pos_weight="y"
None, None, None, "sum", None, 3
""")
_add("CrossEntropyLoss", _REDUCTION + """
None
ignore_index=0
ignore_index=None
ignore_index="x"
None, None, 5, None, "sum", 0.1
label_smoothing=0.1
label_smoothing=2
label_smoothing=None
label_smoothing="x"
weight=None
weight=1
weight=[1.0, 2.0]
None, None, -100, None, "mean", 0.0, 1
""")
_add("NLLLoss NLLLoss2d", _REDUCTION + """
None
ignore_index=0
ignore_index=None
None, None, 5, None, "sum"
weight=None
weight=1
weight=[1.0, 2.0]
None, None, -100, None, "mean", 0.0
label_smoothing=0.1
""")
_add("PoissonNLLLoss", _REDUCTION + """
False
True, True
log_input=False, full=True, eps=1e-6
True, False, None, 1e-8, None, "sum"
True, False, None, 1e-8, None, "sum", 7
eps=None
log_input="x"
""")
_add("GaussianNLLLoss", """
-
full=True
full=True, eps=1e-3
reduction="sum"
reduction="none", full=False
reduction="bogus"
eps=None
eps="x"
full=None
True
1, 2
full=True, full=False
size_average=True
bogus=1
True, full=True
""")
_add("HingeEmbeddingLoss CosineEmbeddingLoss MarginRankingLoss", _REDUCTION + """
1.0
2
margin=0.5
margin=-1
margin=None
margin="x"
0.5, None, None, "sum"
0.5, True, True, "sum"
0.5, None, None, "sum", 1
p=1
0.5, margin=0.5
""")
_add("MultiMarginLoss", _REDUCTION + """
1
2
3
0
1.0
2.0
1.5
True
None
"1"
p=2
2, 0.5
2, margin="x"
2, 1.0, None, None, None, "sum"
2, 1.0, None, None, None, "sum", 3
weight=1
weight=[1.0]
p=3, weight=1
p=3, weight=None
margin=None
""")
_add("TripletMarginLoss", _REDUCTION + """
1.0
0.5, 1
0
-1
0.0
margin=2, p=1, eps=1e-3, swap=True
margin=True
margin=False
margin=None
margin="x"
margin=(1,)
p=None
p="x"
1.0, 2.0, 1e-6, False, None, None, "sum"
1.0, 2.0, 1e-6, False, None, None, "sum", 1
margin=1e999 - 1e999
size_average="x", margin=-1
""")
_add("TripletMarginWithDistanceLoss", """
-
margin=2.0
margin=0
margin=-0.5
margin=None
margin="x"
margin=True
swap=True
swap=None
reduction="sum"
reduction="bogus"
distance_function=None
distance_function=PairwiseDistance(1)
distance_function=CosineSimilarity()
distance_function=Linear(2, 3)
distance_function=3
distance_function=False
distance_function="x"
1.0
None
PairwiseDistance()
p=2
margin=1, margin=2
""")
_add("CTCLoss", """
-
0
1, "sum"
blank=2
blank=None
blank="x"
reduction="sum"
reduction="bogus"
zero_infinity=True
0, "mean", True
0, "mean", True, 1
zero_infinity=None
size_average=True
0, blank=0
""")
_add("LinearCrossEntropyLoss", """
3, 4
in_features=3, num_classes=4
3, num_classes=4, bias=True
3, 4, bias=True, dtype=torch.float16
3, 4, out_features=(2,)
3, 4, out_features=(2, 3)
3, 4, out_features=[2, 3]
3, 4, out_features=()
3, 4, out_features=(0,)
3, 4, out_features=(-1,)
3, 4, out_features=3
3, 4, out_features=(2.0,)
3, 4, out_features=(True,)
3, True, out_features=(True,)
3, 4, out_features="ab"
3, 4, out_features=(None,)
3, 4, out_features=None
3, 4, bias=None
3, 4, bias=1
3, 4, reduction="sum"
3, 4, reduction="bogus"
3, 4, reduction=None
3, 4, ignore_index=-100
3, 4, ignore_index="x"
3, 4, label_smoothing=0.1
3, 4, label_smoothing=1
3, 4, label_smoothing=1.5
3, 4, label_smoothing=-0.1
3, 4, label_smoothing=None
3, 4, label_smoothing="x"
3, 4, label_smoothing=True
3, 4, weight=None
3, 4, weight=1
3, 4, weight=[1.0]
3, 4, weight=1, label_smoothing=2
3, 4, options=None
3, 4, options=5
3, 4, options="x"
3, 4, dtype=torch.int8
3, 4, device="bogus"
3, 0
0, 4
-3, 4
3, -4
3.0, 4
3, 4.0
True, 4
3, True
None, 4
3, None
"3", 4
3, "4"
3, "4", out_features=(2,)
3, (4,)
3
-
3, 4, (2,)
3, 4, num_classes=4
3, 4, size_average=True
""")
_add("AdaptiveLogSoftmaxWithLoss", """
8, 10, [2, 5]
8, 10, (2, 5)
8, 10, cutoffs=[5]
16, 20, [4, 10, 15], div_value=2
16, 20, [4, 10, 15], 2.0, True
in_features=16, n_classes=20, cutoffs=[4, 10], head_bias=True
16, 20, [4, 10, 15], head_bias=True, dtype=torch.float16
16, 20, [4, 10], 4.0, False, None, torch.float64
64, 1000, cutoffs=[10, 100, 500], div_value=4.0
64, 1000, cutoffs=[10, 100, 500], div_value=3
64, 1000, cutoffs=[10, 100], div_value=1.5
64, 1000, cutoffs=[10, 100], div_value=1
64, 1000, cutoffs=[10, 100], div_value=0.5
64, 1000, cutoffs=[10, 100], div_value=1000
8, 10, []
8, 10, ()
8, 10, [5, 2]
8, 10, [2, 2]
8, 10, [0, 5]
8, 10, [-1, 5]
8, 10, [2, 9]
8, 10, [2, 10]
8, 10, [2, 11]
8, 10, [2.5, 5]
8, 10, [2, 5.5]
8, 10, [2.0, 5]
8, 10, [2, 5.0]
8, 10, [2, 5, 7.0]
8, 10, [True, 5]
8, 10, [True]
8, 10, [True, True]
8, 10, [1, True]
8, 10, [2, None]
8, 10, [None]
8, 10, ["a"]
8, 10, ["a", "b"]
8, 10, [2, "b"]
8, 10, "ab"
8, 10, ""
8, 10, 5
8, 10, None
8, 10, [(2,)]
8, 10, [[2], [5]]
8, 10, [2, 5], div_value=0
8, 10, [2, 5], div_value=0.0
8, 10, [2, 5], div_value=-2
8, 10, [2, 5], div_value=-2.0
8, 10, [2, 5], div_value=None
8, 10, [2, 5], div_value="2"
8, 10, [2, 5], div_value=True
8, 10, [2, 5], div_value=1e999
8, 10, [2, 5], head_bias=None
8, 10, [2, 5], head_bias="x"
8, 10, [2, 5], head_bias=1
8, 10, [2, 5], dtype=torch.int8
8, 10, [2, 5], device="bogus"
8, 10.0, [2, 5]
8.0, 10, [2, 5]
8, "10", [2, 5]
8, None, [2]
None, 10, [2]
"8", 10, [2]
True, 10, [2]
0, 10, [2]
-8, 10, [2]
8, 0, [2]
8, 3, [2]
8, 2, [1]
8, 2, [2]
8, True, [1]
8, 1, [1]
8, 10, [4 // 2, 2 + 3]
-
8
8, 10
8, 10, [2, 5], 4.0, False, None, None, 1
8, 10, [2, 5], n_classes=10
8, 10, [2, 5], bias=True
""")

# ---------------------------------------------------------------------------------------------------
# Containers

_add("Sequential", """
-
Linear(2, 3)
Linear(10, 20), ReLU(), Linear(20, 30)
Conv2d(1, 20, 5), ReLU(), Conv2d(20, 64, 5), ReLU()
Sequential(), Sequential()
Sequential(Linear(2, 3), Sequential(ReLU())), Linear(3, 2)
None
None, Linear(2, 3)
ReLU(), None, ReLU()
Linear(2, 3) if 1 > 2 else None, ReLU()
ModuleList([Linear(2, 3), Linear(2, 3)])
ModuleList([ReLU()]), Flatten(), BatchNorm1d(4)
LSTM(3, 4), Identity()
[ReLU()]
[Linear(2, 3), ReLU()]
(ReLU(), ReLU())
1
"x"
ReLU(), 1
True
1.5, ReLU()
torch.float16
Linear(2, 3), Linear(2)
Linear(2, 3), BatchNorm1d(3, 4, 5, 6, 7, 8, 9, 10)
ReLU(), inplace=True
modules=[ReLU()]
args=1
Dropout(0.5), AlphaDropout(0.1), Embedding(3, 2, _freeze=True)
Linear(2, 3, dtype=torch.float16), BatchNorm1d(3, dtype=torch.float64)
Sequential(Sequential(Sequential(Linear(1, 1))))
ReLU(), ReLU(), ReLU(), ReLU(), ReLU(), ReLU(), ReLU(), ReLU(), ReLU(), ReLU(), ReLU(), Linear(1, 2)
""")
_add("ModuleList", """
-
None
[]
()
""
[Linear(2, 3)]
(Linear(2, 3), ReLU())
[Linear(2, 3), Linear(2, 3), Linear(2, 3)]
[Linear(2, 3), Linear(2, 3), ReLU(), Linear(2, 3)]
[ReLU(), ReLU(), Linear(2, 3), Linear(2, 3), ReLU()]
[LSTM(3, 4), LSTM(3, 4), LSTM(3, 5)]
[Sequential(Linear(2, 3), ReLU()), Sequential(Linear(2, 3), ReLU())]
[ModuleList([ReLU(), ReLU()]), ModuleList([ReLU(), ReLU()])]
modules=[ReLU()]
modules=None
[None]
[ReLU(), None, None]
[None, Linear(2, 3)]
ModuleList([Linear(2, 3), ReLU()])
Sequential(Linear(2, 3), ReLU())
Sequential()
ReLU()
Linear(2, 3)
5
1.5
True
"ab"
[1]
[ReLU(), 1]
["a"]
[[ReLU()]]
ModuleDict()
ModuleDict([("a", ReLU())])
ParameterList([1, 2])
ParameterList([ReLU(), Linear(2, 3)])
TransformerEncoder(TransformerEncoderLayer(4, 2, 8), 1)
[ReLU()], [ReLU()]
ReLU(), ReLU()
layers=[ReLU()]
[Linear(2, "x")]
[Linear(2, 3) if 2 > 1 else None, Linear(3, 4) if 1 > 2 else None]
""")
_add("ModuleDict", """
-
None
[]
()
""
[("a", Linear(2, 3))]
[("a", Linear(2, 3)), ("b", ReLU())]
(("b", ReLU()), ("a", Linear(2, 3)))
[["conv", Conv2d(1, 2, 3)], ["pool", MaxPool2d(3)]]
[("a", ReLU()), ("a", Linear(2, 3))]
[("a", Linear(2, 3)), ("b", ReLU()), ("a", ReLU())]
[("a", None)]
[("a", None), ("b", ReLU())]
[("1", ReLU()), ("0", ReLU())]
[("with space", ReLU())]
[("é", ReLU())]
modules=[("a", ReLU())]
ModuleDict([("x", ReLU()), ("y", Linear(2, 3))])
ModuleDict()
[("a.b", ReLU())]
[("", ReLU())]
[("keys", ReLU())]
[("type", ReLU())]
[("training", ReLU())]
[("forward", ReLU())]
[("weight", ReLU())]
[("_modules", ReLU())]
[(1, ReLU())]
[(None, ReLU())]
[("a", 1)]
[("a", "b")]
[("a",)]
[("a", ReLU(), 1)]
[()]
[1]
[ReLU()]
[None]
["ab"]
["abc"]
"ab"
5
True
1.5
ReLU()
Sequential(ReLU())
Sequential(Sequential(ReLU(), ReLU()))
ModuleList([ReLU()])
[("a", Sequential(Linear(2, 3)))]
[("a", ReLU())], [("b", ReLU())]
a=ReLU()
""")
_add("ParameterList", """
-
None
[]
()
""
[1]
[1, 2.5, "x", None, True]
(1, (2, 3), [4])
"ab"
[Linear(2, 3)]
[Linear(2, 3), 1, ReLU()]
[ReLU(), None]
values=[1]
values=None
5
1.5
True
ReLU()
Linear(2, 3)
Sequential(Linear(2, 3), ReLU())
ModuleList([Linear(2, 3)])
ParameterList([1, 2])
[1], [2]
parameters=[1]
[torch.float16]
[Linear(2, "x")]
""")
_add("ParameterDict", """
-
None
[]
()
[("a", 1)]
[("a", 1), ("b", 2.5), ("c", "x"), ("d", None)]
(("b", True), ("a", (1, 2)))
[("a", Linear(2, 3))]
[("a", Linear(2, 3)), ("b", 1), ("c", ReLU())]
[["a", 1]]
[("a", 1), ("a", 2)]
parameters=[("a", 1)]
parameters=None
ParameterDict([("b", 1), ("a", 2)])
ModuleDict([("a", Linear(2, 3))])
[("type", ReLU()), ("forward", ReLU()), ("items", ReLU()), ("keys", ReLU()), ("training", ReLU()), ("T_destination", ReLU()), ("call_super_init", ReLU()), ("_version", ReLU()), ("_forward_hooks", ReLU()), ("_buffers_", ReLU()), ("__doc__", ReLU()), ("__eq__", ReLU()), ("__format__", ReLU()), ("__annotations__", ReLU()), ("_compiled_call_impl", ReLU()), ("_get_name", ReLU()), ("copy", ReLU()), ("__or__", ReLU()), ("_get_backward_hooks", ReLU()), ("_is_full_backward_hook", ReLU())]
[("_keys", ReLU())]
[("_modules", ReLU())]
[("_modules", 1)]
[("type", 1), ("type", ReLU())]
[("items", 1)]
[("a", 1), ("b", ReLU()), ("a", GELU())]
[("a", 1), ("b", ReLU()), ("a", GELU()), ("b", None), ("a", ReLU())]
[("extra_repr", None)]
[("_keys", 1)]
[("keys", 1), ("_parameters", ReLU())]
[("a", ReLU()), ("a", None), ("a", 1)]
[("a", None), ("a", 1)]
[("a", ReLU()), ("a", 1)]
[("a", ReLU()), ("a", None)]
[("a", 1), ("a", ReLU())]
[("a", None), ("a", ReLU())]
[("a.b", 1)]
[("", 1)]
[(1, 2)]
[("a", 1, 2)]
[("a",)]
[1]
["ab"]
"ab"
5
True
ReLU()
values=[("a", 1)]
[("a", 1)], 2
""")
_add("Container", """
-
a=Linear(2, 3)
conv=Conv2d(1, 2, 3), relu=ReLU()
b=ReLU(), a=Linear(2, 3)
a=None
a=None, b=ReLU()
a=1
a="x"
training=ReLU()
forward=ReLU()
weight=ReLU()
a=[ReLU()]
ReLU()
None
1
a=ReLU(), a=ReLU()
a=Sequential(Linear(2, 3), ReLU())
type=ReLU()
""")
_add("DataParallel", """
Linear(2, 3)
Sequential(Linear(2, 3), ReLU())
module=Linear(2, 3)
Linear(2, 3), None
Linear(2, 3), None, None, 1
Linear(2, 3), dim=1
Embedding(3, 2, _freeze=True)
DataParallel(Linear(2, 3))
BatchNorm1d(3)
ModuleList([ReLU(), ReLU()])
None
3
"x"
Linear(2, 3), dim="x"
-
Linear(2, 3), None, None, 0, 1
Linear(2, 3), devices=None
Linear(2, 3), module=ReLU()
Linear(2, "x")
""")

# ---------------------------------------------------------------------------------------------------
# Data types: which of them a layer takes depends on how it initialises its parameters on the CPU

_DTYPES = ("float float32 float64 double half float16 bfloat16 complex64 cfloat complex32 chalf complex128 uint8 "
           "int8 short int int64 long bool float8_e4m3fn float8_e5m2 uint16").split()
_BASE_ARGUMENTS = {
    "Linear": "2, 3",
    "Conv2d": "2, 3, 1",
    "ConvTranspose1d": "2, 3, 1, bias=False",
    "Bilinear": "2, 3, 4",
    "Embedding": "3, 2",
    "EmbeddingBag": "3, 2, padding_idx=1",
    "LayerNorm": "2",
    "RMSNorm": "2",
    "GroupNorm": "1, 2",
    "BatchNorm2d": "2",
    "InstanceNorm2d": "2, track_running_stats=True",
    "PReLU": "2",
    "LSTM": "2, 3",
    "GRUCell": "2, 3",
    "MultiheadAttention": "2, 1",
    "AdaptiveLogSoftmaxWithLoss": "4, 6, [2]",
    "LinearCrossEntropyLoss": "2, 3",
    "TransformerEncoderLayer": "2, 1, 4",
}
for _name, _arguments in _BASE_ARGUMENTS.items():
    _add(_name, "\n".join(f"{_arguments}, dtype=torch.{_dtype}" for _dtype in _DTYPES))

_add("Linear", """
2, 3, dtype=torch.nothing
2, 3, dtype=torch
0, 3, dtype=torch.float8_e4m3fn
0, 3, bias=False, dtype=torch.float8_e4m3fn
0, 3, dtype=torch.int8
""")
_add("Embedding", """
0, 3, dtype=torch.float8_e4m3fn
3, 2, _freeze=True, dtype=torch.float8_e5m2
3, 2, _freeze=True, dtype=torch.int64
3, 2, 1, _freeze=True, dtype=torch.bool
""")
