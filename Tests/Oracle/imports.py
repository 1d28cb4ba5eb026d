"""Descriptions of models as `freezespec import` gets them from Python, for the tests that run without PyTorch.

    python Tests/Oracle/imports.py            write Tests/FreezeSpecTests/Golden/imports/<name>.json
    python Tests/Oracle/imports.py --check    fail where one is not what this PyTorch gives

They are made by the very file that the command carries, `Sources/FreezeSpec/Import/Assets/describe.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import oracle
import parity_import
from quirks import QUIRKS

HERE = Path(__file__).resolve().parent
DESCRIBE = HERE.parents[1] / "Sources" / "FreezeSpec" / "Import" / "Assets" / "describe.py"
GOLDEN = oracle.GOLDEN / "imports"

MODELS = {
    "resnet18": ("torchvision", "resnet18"),
    "resnet50": ("torchvision", "resnet50"),
    "densenet121": ("torchvision", "densenet121"),
    "mobilenet_v3_large": ("torchvision", "mobilenet_v3_large"),
    "convnext_tiny": ("torchvision", "convnext_tiny"),
}

# Of transformers, with few layers: an equal one more or less makes no difference.
SMALL = {
    "llama": ("LlamaConfig", "LlamaForCausalLM", {"dtype": "bfloat16", "num_hidden_layers": 6}),
    "t5": ("T5Config", "T5ForConditionalGeneration", {"num_layers": 3}),
}


def description(scheme: str, name: str) -> str:
    """What the command's own program prints, an entry a line so that a change of it reads well."""
    command = [sys.executable, "-c", DESCRIBE.read_text(encoding="utf-8"), scheme, name]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "HF_HUB_OFFLINE": "1"})
    document = json.loads(done.stdout)
    if "error" in document:
        sys.exit(f"{scheme}:{name}: {document}")
    # How torch was built is of no account.
    document["versions"] = [[library, version.split("+")[0]] for library, version in document["versions"]]
    lines = []
    for key, value in document.items():
        if isinstance(value, list) and value:
            text = "[\n" + ",\n".join(oracle.json_line(item) for item in value) + "\n]"
        else:
            text = oracle.json_line(value)
        lines.append(f"{oracle.json_line(key)}:{text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def descriptions() -> dict[str, str]:
    result = {name: description(*source) for name, source in MODELS.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, entry in SMALL.items():
            place = Path(folder) / name
            parity_import.hugging_face(*entry, place)
            result[name] = description("hf", str(place))
    for name in QUIRKS:
        result[name] = description("torch", f"{HERE / 'quirks.py'}:{name}")
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail where a golden file differs")
    options = parser.parse_args()
    GOLDEN.mkdir(parents=True, exist_ok=True)
    stale = []
    for name, text in descriptions().items():
        path = GOLDEN / f"{name}.json"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not options.check:
                path.write_text(text, encoding="utf-8")
    print(f"{'differing' if options.check else 'written'}: {', '.join(stale) or 'none'}")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
