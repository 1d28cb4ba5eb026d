"""Globs against ``fnmatch.fnmatchcase``, regular expressions against ``re.fullmatch``, over parameter names."""

from __future__ import annotations

import fnmatch
import itertools
import re
import signal
import warnings
from pathlib import Path
from random import Random
from typing import Any

import oracle
from binary import Binary, Run, Tally, quoted

#: Rules in one config.
BATCH = 100
#: A pattern that keeps Python's backtracking matcher longer than this is not worth its answer.
PATIENCE = 0.2

#: A model whose names have digits, dots, capitals, a word boundary here and there and letters beyond ASCII.
MODEL = {
    "model": 'ModuleList([Sequential(Linear(1, 1), BatchNorm1d(1)), Sequential(Linear(1, 1), LayerNorm(1))])',
    "encoder": "TransformerEncoder(TransformerEncoderLayer(2, 1, 2), 2)",
    "rnn": "LSTM(1, 1, num_layers=2, bidirectional=True)",
    "layers": f"ModuleList([{', '.join(['PReLU()'] * 13)}])",
    "odd": 'ModuleDict([("a-b", PReLU()), ("x[0]", PReLU()), ("q*", PReLU()), ("é", PReLU()), ("A_b", PReLU()), '
           '("^z", PReLU()), ("w!1", PReLU()), ("a b", PReLU()), ("??", PReLU()), ("b+c", PReLU()), ("(p)", PReLU())])',
    "Head": "Linear(1, 1)",
    "head": "Bilinear(1, 1, 1)",
}

#: Patterns that Python refuses, and the ones the language leaves out.
REFUSED_REGEXES = [
    "(", ")", "[", "*a", "a**", "a{2,1}", "[z-a]", "\\", "\\q", "a|*", "(?P<1>a)", "(?P<a>x)(?P<a>y)", "(?z)a", "a(?i)b",
    "(?", "(?P<n", "x{99999999999}", "(?=a)a", "(?!a)b", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?P<x>a)(?P=x)",
    "(a)?(?(1)b|c)", "+", "?", "a{1}{2}",
]


def names_of_model() -> list[str]:
    """The parameter names, from PyTorch."""
    return [
        f"{child}.{name}" for child, call in MODEL.items() for name, _ in oracle.build(call).named_parameters()
    ]


def model_text() -> str:
    return "model:\n  children:\n" + "".join(f"    {name}: {quoted(call)}\n" for name, call in MODEL.items())


# Globs


def random_glob(random: Random, names: list[str]) -> str:
    """A parameter name with holes in it, or a handful of pieces."""
    if random.random() < 0.3:
        return "".join(random.choice(_GLOB_PIECES) for _ in range(random.randint(1, 6)))
    name = random.choice(names)
    start, end = sorted(random.choices(range(len(name) + 1), k=2))
    hole = random.choice(["*", "*", "?" * (end - start), "[" + name[start:end] + "]", "[!a]", "**", random.choice(_GLOB_PIECES)])
    text = name[:start] + hole + name[end:]
    if random.random() < 0.3:
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(_GLOB_PIECES) + text[at:]
    return text


_GLOB_PIECES = [
    "*", "?", "*.*", "weight", "bias", ".", "layer", "model", "[0-9]", "[a-z]", "[!0-9]", "[abc]", "[!abc]*", "[]]", "[!]]",
    "[a-]", "[-a]", "[z-a]", "[a-c-e]", "[", "[!", "[]", "[!]", "]", "[^a]", "[^z]", "[é-ü]", "é", "\\", "\\*", "[\\]", "[*]",
    "[?]", "[[]", "[0-9", "-", "!", "+", "(", "|", "[!!]", "[a-z]*[0-9]", "[--0]", "[&&x]", "[~~]", "[||]", "[a\\-z]", " ",
    "[0-1a]", "[]-a]", "[b-a]", "[!b-a]", "A", "$", "^",
]


def random_braces(random: Random, names: list[str]) -> tuple[str, list[str]]:
    """A glob with braces, and the globs without that it stands for."""
    choices: list[list[str]] = []
    text = ""
    for _ in range(random.randint(1, 3)):
        if random.random() < 0.6:
            alternatives, braces = _brace(random)
            choices.append(alternatives)
            text += braces
        else:
            piece = random.choice(["*", "layers.", "odd.*", "*.", ".weight", "?", "rnn.*_l", "model.", "[0-9]", "encoder.layers."])
            choices.append([piece])
            text += piece
    if random.random() < 0.7:
        choices.append(["*"])
        text += "*"
    return text, ["".join(parts) for parts in itertools.product(*choices)]


def _brace(random: Random) -> tuple[list[str], str]:
    items: list[tuple[list[str], str]] = []
    for _ in range(random.randint(2, 4)):
        if random.random() < 0.5:
            low = random.randrange(12)
            high = low + random.randrange(6)
            items.append(([str(each) for each in range(low, high + 1)], f"{low}..{high}"))
        else:
            word = random.choice(["weight", "bias", "0", "1", "12", "layers", "rnn", "head", "Head", "model", "odd.é", "q"])
            items.append(([word], word))
    if random.random() < 0.3:
        items = [each for each in items if ".." in each[1]][:1] or items
    alternatives = [each for values, _ in items for each in values]
    return alternatives, "{" + ",".join(text for _, text in items) + "}"


# Regular expressions


def random_regex(random: Random, depth: int = 3) -> str:
    """A regular expression in the part of Python's syntax that the language has."""
    text = "|".join(_sequence(random, depth) for _ in range(random.choice([1, 1, 1, 2, 3])))
    return random.choice(["(?i)", "(?s)", "(?im)"]) + text if random.random() < 0.05 else text


def _sequence(random: Random, depth: int) -> str:
    parts = []
    for _ in range(random.randint(0 if depth < 3 else 1, 4)):
        atom, quantifier = _atom(random, depth), _quantifier(random)
        # A + after a quantifier makes it possessive, which is no part of the language.
        parts.append(atom if quantifier.startswith("+") and atom[-1] in "*+?}" else atom + quantifier)
    return "".join(parts)


def _atom(random: Random, depth: int) -> str:
    draw = random.random()
    if depth > 0 and draw < 0.2:
        inner = "|".join(_sequence(random, depth - 1) for _ in range(random.choice([1, 2, 3])))
        opening = random.choice(["(", "(?:", "(?:", f"(?P<n{random.randrange(10**9)}>", "(?i:"])
        return f"{opening}{inner})"
    if draw < 0.75:
        return random.choice(_REGEX_ATOMS)
    return re.escape(random.choice(["weight", "bias", ".", "layers", "model", "0", "rnn", "head", "odd", "é", "encoder", "_l"]))


_REGEX_ATOMS = [
    ".", ".", ".*", ".+", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\.", "[0-9]", "[a-z]", "[^.]", "[^0-9]", "[\\w.]",
    "[a-z_]", "[]a]", "[^]a]", "[a\\-z]", "[.\\d]", "[A-Za-z0-9_.]", "a", "w", "e", "\\b", "\\B", "^", "$", "\\A", "\\Z",
    "[\\s\\S]", "[é-ü]", "\\x2e", "\\u00e9", "[\\x30-\\x39]", "\\-", "-", "[+*?]", "[(|)]", "\\[", "]", "}", "[a-]", "\\t",
]


def _quantifier(random: Random) -> str:
    if random.random() < 0.6:
        return ""
    text = random.choice(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "{,2}", "{0}", "*", "?"])
    return text + "?" if random.random() < 0.2 else text


def fullmatches(pattern: str, names: list[str]) -> list[str] | None:
    """The names that match, None where Python refuses the pattern or takes too long over it."""
    def give_up(*_: Any) -> None:
        raise TimeoutError

    previous = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compiled = re.compile(pattern)
        return [name for name in names if compiled.fullmatch(name)]
    except (re.error, TimeoutError, Warning, OverflowError, RecursionError):
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


# Comparison


def check_selectors(binary: Binary, seed: int, count: int, folder: Path) -> Tally:
    """``count`` globs, as many with braces, and as many regular expressions."""
    random = Random(seed)
    names = names_of_model()
    tally = Tally()
    globs = [(glob, [name for name in names if fnmatch.fnmatchcase(name, glob)])
             for glob in (random_glob(random, names) for _ in range(count)) if "{" not in glob and "}" not in glob]
    braces = []
    for _ in range(count):
        text, plain = random_braces(random, names)
        braces.append((text, [name for name in names if any(fnmatch.fnmatchcase(name, each) for each in plain)]))
    regexes = [(pattern, matched) for pattern in (random_regex(random) for _ in range(count))
               if (matched := fullmatches(pattern, names)) is not None]
    for key, cases in (("glob", globs), ("glob", braces), ("regex", regexes)):
        for start in range(0, len(cases), BATCH):
            tally.add(check_rules(binary, key, cases[start : start + BATCH], folder))
    tally.add(check_refused_regexes(binary, folder))
    return tally


Cases = list[tuple[str, list[str]]]


def check_rules(binary: Binary, key: str, cases: Cases, folder: Path) -> Tally:
    """One config with a rule per pattern; where it is refused as a whole, its halves."""
    config = folder / f"{key}.yaml"
    rules = "".join(f"  - {{freeze: {{{key}: {quoted(pattern)}}}, optional: true}}\n" for pattern, _ in cases)
    config.write_text(f"{model_text()}rules:\n{rules}", encoding="utf-8")
    plan, run = binary.apply(config)
    tally = Tally()
    if plan is None and len(cases) > 1:
        middle = len(cases) // 2
        tally.add(check_rules(binary, key, cases[:middle], folder))
        tally.add(check_rules(binary, key, cases[middle:], folder))
    elif plan is None and is_refused_as_numbers(run):
        pass
    elif plan is None:
        tally.expect(False, f"{key} {cases[0][0]!r}", f"matches {cases[0][1]}", run.summary())
    else:
        compare_matches(tally, key, cases, plan)
    return tally


def is_refused_as_numbers(run: Run) -> bool:
    """Whether it takes a class such as ``[10]`` for numbers, and for an error; fnmatch and re read it as one character."""
    errors = [line for line in run.errors.splitlines() if line.startswith("error[")]
    return bool(errors) and all(line.startswith("error[digits-not-numbers]") for line in errors)


def compare_matches(tally: Tally, key: str, cases: Cases, plan: Any) -> None:
    parameters = plan["parameters"]
    for index, (pattern, wanted) in enumerate(cases, start=1):
        found = [each["name"] for each in parameters if index in each["matched_by"]]
        tally.expect(found == wanted, f"{key} {pattern!r}", difference(wanted, found), difference(found, wanted))


def difference(ours: list[str], theirs: list[str]) -> str:
    """How many match on this side, and which do so here alone."""
    return f"{len(ours)} matches, here alone: {[name for name in ours if name not in theirs][:5]}"


def check_refused_regexes(binary: Binary, folder: Path) -> Tally:
    tally = Tally()
    for index, pattern in enumerate(REFUSED_REGEXES):
        config = folder / f"refused_regex{index}.yaml"
        config.write_text(f"{model_text()}rules:\n  - {{freeze: {{regex: {quoted(pattern)}}}, optional: true}}\n", encoding="utf-8")
        refuses, run = binary.refuses(config)
        tally.expect(refuses, f"regex {pattern!r}", "no such regular expression in the language", run.summary())
    return tally


