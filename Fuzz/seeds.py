"""Writes inputs for targets that have no files of their own: patterns and expressions of the golden files.

    python3 Fuzz/seeds.py FOLDER
"""

import json
import sys
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent.parent / "Tests" / "FreezeSpecTests" / "Golden"
KINDS = {"glob": "glob", "braces": "glob", "regex": "regex"}
SLICES = ["a[:6]", "a[-2:]", "a[::2]", "b[1:][0]", "a[1,2]", "b.0.1", "*", "a.*", "b[-1:0:-1]"]


def write(folder, number, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / str(number)).write_text(text, encoding="utf-8", errors="surrogatepass")


def lines(name):
    return map(json.loads, (GOLDEN / name).read_text(encoding="utf-8").rstrip("\n").split("\n"))


def main():
    folder = Path(sys.argv[1])
    texts = []
    for number, line in enumerate(lines("patterns.jsonl")):
        texts = line.get("texts", texts)
        if number % 8 == 0 and line.get("kind") in KINDS:
            matched = [texts[index] for index in line.get("matches") or []]
            write(folder / KINDS[line["kind"]], number, "\n".join([line["pattern"], *matched[:4], *texts[:4]]))
    for number, line in enumerate(lines("expressions.jsonl")):
        if number % 8 == 0:
            write(folder / "expression", number, line["expression"])
    for number, text in enumerate(SLICES):
        write(folder / "slice", number, text)


if __name__ == "__main__":
    main()
