"""The configs in docs/diagnostics.md: for every code one that causes it, and one that is cured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from command import ROOT


@dataclass(frozen=True)
class Example:
    code: str
    text: str


def examples() -> tuple[list[Example], list[Example]]:
    """Those that cause a code, and the cured ones."""
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    faulty: list[Example] = []
    cured: list[Example] = []
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        code = section.split("`")[1]
        before, _, after = section.partition("**Cure:**")
        faulty += [Example(code, text) for text in yaml_blocks(before)]
        cured += [Example(code, text) for text in yaml_blocks(after)]
    return faulty, cured


def yaml_blocks(text: str) -> list[str]:
    """Whole configs alone, not the files that they take."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return [block for block in blocks if re.search(r"^model:", block, flags=re.MULTILINE)]
