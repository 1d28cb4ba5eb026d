#!/usr/bin/env python3
"""Makes the Swift files that hold what is not Swift: the page's script, style and body with the hashes of its
content security policy, the JSON Schema of the configs, the Python that describes models, what exported plans have in
common, and what Python takes for a name.

    Scripts/generate.py            writes them
    Scripts/generate.py --check    fails where one is not what this would write
"""

import ast
import base64
import hashlib
import sys
import textwrap
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "Sources" / "FreezeSpec"
ASSETS = LIBRARY / "Reports" / "Page" / "Assets"
SCHEMA = ROOT / "docs" / "config.schema.json"
DESCRIBE = LIBRARY / "Import" / "Assets" / "describe.py"
EXPORT = LIBRARY / "Export"
PACKAGE = ROOT / "Python" / "freezespec" / "freezespec"

# Python 3.11's. Later ones only know more characters, so that a file is made and checked by this one alone.
UNICODE = "14.0.0"

# In the order in which they run: a constant stands above what reads it while the page starts.
SCRIPTS = """
texts sums data sides rows elements states changes labels layout view folds emphasis picture picture-input
tree-rows tree tree-row tree-input glob query search search-box findings ledger light details summary softmax eval-mode
expectations diff diff-groups diff-ledger print theme start
""".split()

# In the order of the cascade.
STYLES = """
colours elements controls summary findings ledger eval-mode toolbar picture softmax tree details narrow diff expectations print
""".split()


def read(names: list[str], extension: str) -> list[str]:
    """The files of one kind; none may be missing from the list."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in ASSETS.glob(f"*{extension}")}
    if set(files) != set(names) or len(names) != len(files):
        sys.exit(f"Scripts/generate.py lists other {extension} files than {ASSETS} holds: {set(files) ^ set(names)}")
    return [files[name] for name in names]


def literal(text: str) -> str:
    """A text as a literal of Swift, indented by four."""
    pounds = "#"
    while f'"""{pounds}' in text or f"\\{pounds}" in text:
        pounds += "#"
    lines = [f"    {line}" if line else "" for line in text.split("\n")]
    return "\n".join([f'{pounds}"""', *lines, f'    """{pounds}'])


def policy_hash(text: str) -> str:
    """The hash by which a content security policy lets a text in."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page_assets() -> str:
    """One function that sees no name but those of the browser, one style sheet, and the body."""
    script = "(() => {\n'use strict';\n\n" + "\n".join(read(SCRIPTS, ".js")) + "})();\n"
    style = "\n".join(read(STYLES, ".css"))
    body = (ASSETS / "body.html").read_text(encoding="utf-8")
    top, rest = body.split("{heading}")
    middle, main = rest.split("{totals}")
    return f'''\
// Made by Scripts/generate.py from the files in Assets: change those, and run it.

/// What is the same on every page.
enum PageAssets {{
  /// The hash of ``script``, by which the page's content security policy lets it in.
  static let scriptHash: StaticString = "{policy_hash(script)}"

  /// The hash of ``style``.
  static let styleHash: StaticString = "{policy_hash(style)}"

  /// The icons, and what stands before the heading.
  static let top: StaticString = {literal(top)}

  /// What stands between the heading and the totals that are there without scripts.
  static let middle: StaticString = {literal(middle)}

  /// The landmarks, which the script fills.
  static let main: StaticString = {literal(main)}

  /// The style sheet.
  static let style: StaticString = {literal(style)}

  /// The script.
  static let script: StaticString = {literal(script)}
}}
'''


def config_schema() -> str:
    return f'''\
// Made by Scripts/generate.py from docs/config.schema.json: change that, and run it.

extension ConfigSchema {{
  /// The whole file.
  static let json: StaticString = {literal(SCHEMA.read_text(encoding="utf-8"))}
}}
'''


def describe_program() -> str:
    return f'''\
// Made by Scripts/generate.py from Assets/describe.py: change that, and run it.

/// What describes a model in Python.
enum DescribeProgram {{
  /// The whole file.
  static let text: StaticString = {literal(DESCRIBE.read_text(encoding="utf-8"))}
}}
'''


def import_order(line: str) -> tuple[int, str]:
    """Where an import stands among others, as isort has it: the future, Python's own, torch."""
    word = line.split()[1].split(".")[0]
    section = 0 if word == "__future__" else 2 if word == "torch" else 1
    return section, ("0" if line.startswith("import ") else "1") + line


def imports_and_rest(text: str) -> tuple[list[str], str]:
    """What a Python file imports from outside its package, a line each, and what stands below that."""
    lines = text.splitlines(keepends=True)
    body = ast.parse(text).body
    found = [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]
    imports = [
        ast.unparse(node) for node in found if not (getattr(node, "module", None) or "").startswith("freezespec")
    ]
    return imports, "".join(lines[found[-1].end_lineno :]).strip("\n") + "\n"


def python_runtime() -> str:
    """What exported files have in common: the package's own functions, and those that call them."""
    template = (EXPORT / "Assets" / "freeze_plan.py").read_text(encoding="utf-8")
    top, rest = template.split("# PLAN\n")
    functions, _ = rest.split("# RUNTIME\n")
    imports: dict[str, set[str]] = {}
    bodies = []
    for name in ["_decisions.py", "_runtime.py"]:
        found, body = imports_and_rest((PACKAGE / name).read_text(encoding="utf-8"))
        bodies.append(body)
        for line in found:
            start, _, names = line.partition(" import ")
            imports.setdefault(start, set()).update(names.split(", ") if names else [])
    lines = [f"{start} import {', '.join(sorted(names))}" if names else start for start, names in imports.items()]
    sections: dict[int, list[str]] = {}
    for line in sorted(lines, key=import_order):
        sections.setdefault(import_order(line)[0], []).append(line)
    head = top.strip("\n") + "\n\n" + "\n\n".join("\n".join(lines) for lines in sections.values()) + "\n"
    tail = functions.strip("\n") + "\n\n\n" + "\n\n".join(bodies)
    return f'''\
// Made by Scripts/generate.py from Assets and Python/freezespec: change those, and run it.

/// What is the same in every file that `export --to pytorch` writes.
enum PythonRuntime {{
  /// The file's beginning and its imports.
  static let head: StaticString = {literal(head)}

  /// The functions that stand behind the plan.
  static let tail: StaticString = {literal(tail)}
}}
'''


def numbers(entries: list[list[int]]) -> str:
    """Entries of numbers as a literal: in hexadecimal, a dash between those of one entry."""
    text = " ".join("-".join(f"{number:X}" for number in entry) for entry in entries)
    return literal("\n".join(textwrap.wrap(text, 94, break_on_hyphens=False)))


def ranges(characters: list[int]) -> list[list[int]]:
    """The runs of neighbours among ascending numbers: the first and the last of each, or the only one."""
    runs: list[list[int]] = []
    for character in characters:
        if runs and runs[-1][-1] == character - 1:
            runs[-1] = [runs[-1][0], character]
        else:
            runs.append([character])
    return runs


def identifiers() -> str:
    """What str.isidentifier takes, and what unicodedata.normalize makes of it."""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    starts = [text for text in every if text.isidentifier()]
    parts = [text for text in every if ("a" + text).isidentifier()]
    decompositions = []
    compositions = []
    for text in parts:
        # Those of Hangul's syllables are reckoned.
        if 0xAC00 <= ord(text) < 0xD7A4:
            continue
        decomposed = unicodedata.normalize("NFKD", text)
        if decomposed != text:
            decompositions.append([ord(character) for character in text + decomposed])
        pair = [int(code, 16) for code in unicodedata.decomposition(text).split() if "<" not in code]
        if len(pair) == 2 and unicodedata.normalize("NFC", "".join(map(chr, pair))) == text:
            compositions.append([*pair, ord(text)])
    return f'''\
// Made by Scripts/generate.py from Python's unicodedata: run it, and do not change this.

extension IdentifierTable {{
  /// The version of Unicode that the tables are of.
  static let unicodeVersion: StaticString = "{UNICODE}"

  /// The characters that can start a name, in runs: the first and the last of each.
  static let starts: StaticString = {numbers(ranges([ord(text) for text in starts]))}

  /// The characters that can only stand further on in a name.
  static let others: StaticString = {numbers(ranges([ord(text) for text in sorted(set(parts) - set(starts))]))}

  /// Characters of names with what NFKD makes of each.
  static let decompositions: StaticString = {numbers(decompositions)}

  /// Pairs of characters with the one that NFC makes of each.
  static let compositions: StaticString = {numbers(compositions)}
}}
'''


def main() -> None:
    stale = []
    files = {
        LIBRARY / "Reports" / "Page" / "PageAssets+Generated.swift": page_assets(),
        LIBRARY / "Config" / "ConfigSchema+Generated.swift": config_schema(),
        LIBRARY / "Import" / "DescribeProgram+Generated.swift": describe_program(),
        EXPORT / "PythonRuntime+Generated.swift": python_runtime(),
    }
    if unicodedata.unidata_version == UNICODE:
        files[LIBRARY / "Text" / "IdentifierTable+Generated.swift"] = identifiers()
    else:
        print(f"left as they are: the names, which a Python of Unicode {UNICODE} makes", file=sys.stderr)
    for path, text in files.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(str(path.relative_to(ROOT)))
            if "--check" not in sys.argv[1:]:
                path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv[1:] and stale:
        sys.exit(f"stale, run Scripts/generate.py: {', '.join(stale)}")


if __name__ == "__main__":
    main()
