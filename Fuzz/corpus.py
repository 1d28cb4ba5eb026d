"""Writes the inputs that the targets start from, and keeps those that are worth it.

    python3 Fuzz/corpus.py unpack FOLDER      configs of the pages, patterns, expressions and pickles of the golden
                                              files, and the kept inputs: a folder for each target
    python3 Fuzz/corpus.py pack FOLDER FILE   keeps some of the inputs of a folder: a line of JSON for each, a text,
                                              or an object with "base64"
"""

import base64
import json
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "Tests" / "FreezeSpecTests" / "Golden"
KINDS = {"glob": "glob", "braces": "glob", "regex": "regex"}
#: Inputs that are kept for a target: as many as the tests have time for, which run without optimisation.
KEPT = 60
#: Bytes of one that is kept.
LONGEST = 4_096
SLICES = ["a[:6]", "a[-2:]", "a[::2]", "b[1:][0]", "a[1,2]", "b.0.1", "*", "a.*", "b[-1:0:-1]", ".[0]"]


def write(folder, name, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / str(name)).write_text(text, encoding="utf-8", errors="surrogatepass")


def lines(name):
    return map(json.loads, (GOLDEN / name).read_text(encoding="utf-8").rstrip("\n").split("\n"))


def configs():
    """The small configs of the pages, which have all that the language has."""
    for page in sorted((ROOT / "docs").glob("*.md")):
        for text in re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            if "model:" in text and len(text) < 2_000:
                yield text


def swapped(text):
    """A config that freezes what another trains."""
    return re.sub(r"\b(freeze|train)\b", lambda word: "train" if word[0] == "freeze" else "freeze", text)


def packed(content):
    """An input as a line of JSON."""
    try:
        return json.dumps(content.decode("utf-8"), ensure_ascii=False)
    except UnicodeDecodeError:
        return json.dumps({"base64": base64.b64encode(content).decode("ascii")})


def pack(folder, file):
    contents = sorted((path.read_bytes() for path in folder.iterdir()), key=lambda each: (len(each), each))
    contents = [each for each in contents if len(each) <= LONGEST]
    # Short and long ones.
    kept = contents if len(contents) <= KEPT else [contents[n * len(contents) // KEPT] for n in range(KEPT)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{packed(each)}\n" for each in kept), encoding="utf-8")


def unpack_kept(folder):
    for file in sorted((GOLDEN / "fuzz").glob("*.jsonl")):
        target = folder / "saved" / file.stem
        target.mkdir(parents=True, exist_ok=True)
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n")[:-1]):
            value = json.loads(line)
            content = value.encode("utf-8") if isinstance(value, str) else base64.b64decode(value["base64"])
            (target / str(number)).write_bytes(content)


def unpack(folder):
    unpack_kept(folder)
    (folder / "against").mkdir(parents=True, exist_ok=True)
    small = list(configs())
    for number, text in enumerate(small):
        write(folder / "config", number, text)
        if number % 4 == 0:
            write(folder / "diff", f"{number}-swapped", f"{text}\0{swapped(text)}")
            write(folder / "diff", f"{number}-other", f"{text}\0{small[number - 1]}")
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
    for path in sorted((GOLDEN / "rules").iterdir()):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8"))["cases"]):
            if number % 4 == 0:
                write(folder / "settings", f"{path.stem}-{number}", f"{path.stem}\n{case['file']}")
    for path in sorted((GOLDEN / "imports").iterdir()):
        if path.stat().st_size < 8_192:
            write(folder / "description", path.name, path.read_text(encoding="utf-8"))
    (folder / "pickle").mkdir(parents=True, exist_ok=True)
    for path in sorted((GOLDEN / "checkpoints").iterdir()):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith("data.pkl"):
                        (folder / "pickle" / path.name).write_bytes(archive.read(name))


def main():
    if sys.argv[1] == "pack":
        pack(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        unpack(Path(sys.argv[2]))


if __name__ == "__main__":
    main()
