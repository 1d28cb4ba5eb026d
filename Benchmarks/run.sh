#!/bin/sh
# Times `freezespec apply` against its two yardsticks and prints medians and ratios:
#   start-up    configs/mlp.yaml, against a program that only parses the same arguments
#   throughput  a config of 100,000 layers, against a C program that drains libyaml's events from it
# The two programs of a pair run in turn, so that a machine that changes its speed slows both.
set -eu
cd "$(dirname "$0")/.."
runs=${RUNS:-15}
work=${WORK:-.build/benchmarks}
mkdir -p "$work"

swift build -c release --product freezespec >&2
swift build -c release --package-path Benchmarks/baseline --scratch-path "$work/baseline" >&2
cc -O2 -o "$work/drain" Benchmarks/drain.c -lyaml

python3 - "$work" "$runs" <<'PYTHON'
import os, random, resource, statistics, subprocess, sys, time

work, runs = sys.argv[1], int(sys.argv[2])
random.seed(1)
layers = [
    lambda a, b: f"Linear(in_features={a}, out_features={b}, bias=True)",
    lambda a, b: "ReLU(inplace=True)",
    lambda a, b: f"Conv2d({a}, {b}, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)",
    lambda a, b: f"BatchNorm2d({a}, eps=1e-05, momentum=0.1, affine=True)",
]
config = os.path.join(work, "layers.yaml")
with open(config, "w") as file:
    file.write("model:\n")
    for index in range(100_000):
        sizes = random.randint(1, 4096), random.randint(1, 4096)
        file.write(f"  - {layers[index % 4](*sizes)}\n")


def cpu_and_wall(command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def compare(title, ours, yardstick, runs):
    pairs = [(cpu_and_wall(ours), cpu_and_wall(yardstick)) for _ in range(runs + 1)][1:]
    for name, index in (("cpu", 0), ("wall", 1)):
        a = [pair[0][index] for pair in pairs]
        b = [pair[1][index] for pair in pairs]
        ratio = statistics.median(x / y for x, y in zip(a, b))
        print(f"{title:11} {name:5} {1000 * statistics.median(a):8.1f} ms"
              f" {1000 * statistics.median(b):8.1f} ms   ratio {ratio:.2f}")


binary = ".build/release/freezespec"
baseline = os.path.join(work, "baseline", "release", "baseline")
print(f"{'':11} {'':5} {'freezespec':>11} {'yardstick':>11}")
compare("start-up", [binary, "apply", "configs/mlp.yaml"],
        [baseline, "apply", "configs/mlp.yaml"], 5 * runs)
compare("throughput", [binary, "apply", config], [os.path.join(work, "drain"), config], runs)
PYTHON
