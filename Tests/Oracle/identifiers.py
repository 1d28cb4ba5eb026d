"""Writes what Python makes of names to Golden/identifiers.jsonl, or checks the file against it.

    python identifiers.py           writes it
    python identifiers.py --check   exits 1 where the committed file differs

The first line holds the characters of names, as runs. Each other line holds a text and the name that Python
takes it for, or null where it is none: every character that NFKC changes, and random texts of letters, marks
and parts of Hangul's syllables.
"""

from __future__ import annotations

import json
import random
import sys
import unicodedata
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent.parent / "FreezeSpecTests" / "Golden" / "identifiers.jsonl"
UNICODE = "14.0.0"
RANDOM_TEXTS = 6_000


def name(text: str) -> str | None:
    return unicodedata.normalize("NFKC", text) if text.isidentifier() else None


def runs(characters: list[str]) -> list[list[int]]:
    result: list[list[int]] = []
    for code in map(ord, characters):
        if result and result[-1][1] == code - 1:
            result[-1][1] = code
        else:
            result.append([code, code])
    return result


def random_texts(parts: list[str]) -> list[str]:
    choose = random.Random(14)
    marks = [text for text in parts if unicodedata.combining(text)]
    joining = [text for text in parts if unicodedata.decomposition(text) and "<" not in unicodedata.decomposition(text)]
    pieces = sorted({piece for text in joining for piece in unicodedata.normalize("NFD", text)})
    changing = [text for text in parts if unicodedata.normalize("NFKC", text) != text]
    hangul = [chr(code) for code in [*range(0x1100, 0x1200), *range(0xAC00, 0xAC40), *range(0xD780, 0xD7A4)]]
    pools = [parts, marks, joining, pieces, changing, hangul, list("abKe_09")]
    texts = []
    while len(texts) < RANDOM_TEXTS:
        some = choose.sample(pools, choose.randint(1, 3))
        texts.append("".join(choose.choice(choose.choice(some)) for _ in range(choose.randint(1, 9))))
    # Long runs of marks, whose order is not that of the text.
    for length in (30, 31, 200):
        texts.append("a" + "".join(choose.choice(marks) for _ in range(length)))
    return texts


def lines() -> str:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    parts = [text for text in every if ("a" + text).isidentifier()]
    starts = [text for text in every if text.isidentifier()]
    texts = [text for text in parts if unicodedata.normalize("NFKC", text) != text] + random_texts(parts)
    head = {"unicode": UNICODE, "starts": runs(starts), "parts": runs(parts)}
    return "".join(
        json.dumps(line) + "\n" for line in [head, *({"text": text, "name": name(text)} for text in texts)]
    )


if __name__ == "__main__":
    if unicodedata.unidata_version != UNICODE:
        sys.exit(f"this Python has Unicode {unicodedata.unidata_version}, and Python 3.11 {UNICODE}")
    if "--check" not in sys.argv[1:]:
        GOLDEN.write_text(lines(), encoding="utf-8")
    elif GOLDEN.read_text(encoding="utf-8") != lines():
        sys.exit("identifiers.jsonl differs from Python")
