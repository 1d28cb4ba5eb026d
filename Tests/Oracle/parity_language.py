"""Expressions against Python's ``eval``, slices of module paths against Python's lists."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from random import Random
from typing import Any

from torch import nn

from binary import Binary, Tally, quoted
from expressions import SCOPE, answer, broken, random_expression

#: Expressions, or rules, in one config.
BATCH = 100


def check_language(binary: Binary, seed: int, count: int, folder: Path) -> Tally:
    """``count`` expressions, of which a third is broken, and as many slices."""
    random = Random(seed)
    tally = Tally()
    texts = [random_expression(random, random.randint(1, 4)) for _ in range(count)]
    texts += [broken(random, random_expression(random, random.randint(1, 3)) or "1") for _ in range(count // 2)]
    answers = [{"expression": text, **found} for text in texts if (found := answer(text)) is not None and "\n" not in text]
    for found in answers:
        if is_bare_tuple(found["expression"]):
            found.update({"repr": None, "error": "a tuple is written in parentheses"})
    # What a module prints of itself has a bound.
    answers = [found for found in answers if len(found.get("repr") or "") < 4000]
    valued = [found for found in answers if found.get("repr") is not None]
    refused = sorted(
        (found for found in answers if found.get("repr") is None), key=lambda found: found.get("error") == "SyntaxError"
    )
    for start in range(0, len(valued), BATCH):
        tally.add(check_values(binary, valued[start : start + BATCH], folder))
    for start in range(0, len(refused), BATCH):
        tally.add(check_refused(binary, refused[start : start + BATCH], folder))
    tally.add(check_slices(binary, random, count, folder))
    return tally


# Expressions


def is_bare_tuple(text: str) -> bool:
    """Whether it is a tuple for want of parentheses, which the language asks for."""
    try:
        value = ast.parse(text, mode="eval").body
        items = ast.parse(f"[{text}]", mode="eval").body.elts
    except SyntaxError:
        return False
    return isinstance(value, ast.Tuple) and not (len(items) == 1 and isinstance(items[0], ast.Tuple))


def config_text(expressions: list[str]) -> str:
    """A module for each expression, on a line of its own behind the head."""
    names = "".join(f"  {name}: {quoted(expression_of(value))}\n" for name, value in SCOPE.items())
    modules = "".join(f"  - {{class: Probe, args: [{quoted(text)}]}}\n" for text in expressions)
    return f'let:\n{names}classes: {{Probe: {{args: [value], repr: "{{value!r}}"}}}}\nmodel:\n{modules}'


def expression_of(value: Any) -> str:
    """A value as an expression that comes to it."""
    return "1e999" if value == float("inf") else repr(value)


def check_values(binary: Binary, answers: list[dict[str, Any]], folder: Path) -> Tally:
    """One config of expressions that Python gives a value; where it is refused as a whole, its halves."""
    tally = Tally()
    config = folder / "expressions.yaml"
    config.write_text(config_text([each["expression"] for each in answers]), encoding="utf-8")
    run = binary.run("show", str(config))
    if run.status != 0 and len(answers) > 1:
        middle = len(answers) // 2
        tally.add(check_values(binary, answers[:middle], folder))
        tally.add(check_values(binary, answers[middle:], folder))
        return tally
    shown = run.output.splitlines()[1:-1]
    for index, each in enumerate(answers):
        wanted = f"  ({index}): Probe({each['repr']})"
        found = shown[index] if run.status == 0 and index < len(shown) else run.summary()
        tally.expect(found == wanted, f"expression {each['expression']!r}", wanted, found)
    return tally


def check_refused(binary: Binary, answers: list[dict[str, Any]], folder: Path) -> Tally:
    """One config of expressions that Python refuses, each of which is an error on its line.

    One that cannot be read hides what others come to: those without an error are looked at alone.
    """
    tally = Tally()
    config = folder / "refused.yaml"
    text = config_text([each["expression"] for each in answers])
    config.write_text(text, encoding="utf-8")
    first = text.split("model:\n")[0].count("\n") + 2
    report = json.loads(binary.run("check", str(config), "--diagnostics", "json").errors or "{}")
    lines = {each["line"] for each in report.get("diagnostics", []) if each["severity"] == "error"}
    for index, each in enumerate(answers):
        if first + index not in lines and len(answers) > 1:
            tally.add(check_refused(binary, [each], folder))
        else:
            told = each.get("error", "it is too large")
            tally.expect(first + index in lines, f"expression {each['expression']!r}", told, "no error")
    return tally


# Slices


def check_slices(binary: Binary, random: Random, count: int, folder: Path) -> Tally:
    """Indices and slices of a list of 12, some of them None, and those of these, by what they match."""
    tally = Tally()
    for start in range(0, count, BATCH):
        absent = random.sample(range(12), random.choice([0, 0, 1, 3]))
        modules = nn.ModuleList([None if index in absent else nn.Linear(1, 1, bias=False) for index in range(12)])
        names = {id(module): f"a.{name}.weight" for name, module in modules.named_children()}
        cases: list[tuple[str, list[str]]] = []
        for _ in range(min(BATCH, count - start)):
            text, picked = random_slice(random, [modules[index] for index in range(len(modules))])
            if random.random() < 0.5:
                further, picked = random_slice(random, picked)
                text += further
            if random.random() < 0.3:
                index = random.randint(-13, 13)
                text += f"[{index}]"
                picked = [picked[index]] if -len(picked) <= index < len(picked) else []
            cases.append((f"a{text}", [names[id(module)] for module in picked if module is not None]))
        rules = "".join(f"  - {{freeze: {{module: {quoted(path)}}}, optional: true}}\n" for path, _ in cases)
        config = folder / "slices.yaml"
        items = ", ".join("None" if module is None else "Linear(1, 1, bias=False)" for module in modules)
        config.write_text(f'model: {{children: {{a: "ModuleList([{items}])"}}}}\nrules:\n{rules}', encoding="utf-8")
        plan, run = binary.apply(config)
        for index, (path, wanted) in enumerate(cases, start=1):
            parameters = (plan or {}).get("parameters", [])
            found = {each["name"] for each in parameters if index in each["matched_by"]}
            agreed = plan is not None and found == set(wanted)
            told = str(sorted(found)) if plan else run.summary()
            tally.expect(agreed, f"slice {path!r} without {sorted(absent)}", str(wanted), told)
    return tally


def random_slice(random: Random, items: list[Any]) -> tuple[str, list[Any]]:
    """A slice as text, and what Python picks by it."""
    start, stop = (None if random.random() < 0.3 else random.randint(-15, 15) for _ in range(2))
    step = random.choice([None, None, 1, 2, 3, -1, -2, -12])
    text = f"{'' if start is None else start}:{'' if stop is None else stop}"
    text += "" if step is None else f":{step}"
    return f"[{text}]", items[start:stop:step]
