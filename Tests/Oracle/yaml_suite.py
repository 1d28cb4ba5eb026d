"""Writes what PyYAML makes of the public YAML test suite's inputs to ``Golden/yaml/suite.jsonl``.

    git clone --branch data-2022-01-17 https://github.com/yaml/yaml-test-suite
    python yaml_suite.py yaml-test-suite [--check]

PyYAML's own reader, written in Python, is asked, and not libyaml's. A line has an input's name, its text, the
tree of its first document, and what stands in it that a config may not hold. In a tree a scalar is its text, a
sequence an array, and a mapping an array of pairs in an object; aliases are written out.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import yaml

GOLDEN = Path(__file__).resolve().parent.parent / "FreezeSpecTests" / "Golden" / "yaml" / "suite.jsonl"


def inputs(suite: Path) -> list[tuple[str, str]]:
    """The name and the text of each; links to them by other names are left out."""
    paths = [path for pattern in ("????/in.yaml", "????/??/in.yaml") for path in suite.glob(pattern)]
    return sorted(("-".join(path.relative_to(suite).parts[:-1]), path.read_bytes().decode()) for path in paths)


class Tree:
    """A document's tree as JSON, and what it holds."""

    def __init__(self, root: yaml.Node) -> None:
        self.holds: set[str] = set()
        self.open: list[yaml.Node] = []
        self.json = self.value(root)

    def value(self, node: yaml.Node) -> Any:
        if node in self.open:
            self.holds.add("recursion")
            return None
        if isinstance(node, yaml.ScalarNode):
            return node.value
        self.open.append(node)
        if isinstance(node, yaml.SequenceNode):
            result: Any = [self.value(item) for item in node.value]
        else:
            result = {"pairs": [[self.value(key), self.value(value)] for key, value in node.value]}
            keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
            if len(keys) < len(node.value):
                self.holds.add("collection as key")
            if len(set(keys)) < len(keys):
                self.holds.add("repeated key")
        self.open.pop()
        return result


def answer(name: str, text: str) -> dict[str, Any]:
    """What PyYAML reads; an input that it refuses has no tree."""
    line: dict[str, Any] = {"name": name, "text": text}
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
        documents = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except (yaml.YAMLError, ValueError) as error:
        return line | {"error": type(error).__name__}
    if not documents:
        return line | {"holds": ["nothing"]}
    tree = Tree(documents[0])
    if any(getattr(event, "tag", None) for event in events):
        tree.holds.add("tag")
    if len(documents) > 1:
        tree.holds.add("documents")
    return line | {"tree": tree.json, "holds": sorted(tree.holds)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path, help="the folder of the suite's data")
    parser.add_argument("--check", action="store_true", help="fail where the committed file differs")
    options = parser.parse_args()
    lines = [json.dumps(answer(*each), ensure_ascii=False) for each in inputs(options.suite)]
    text = "\n".join(lines) + "\n"
    if options.check:
        return int(GOLDEN.read_text(encoding="utf-8") != text)
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
