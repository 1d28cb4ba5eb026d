"""Globs and regular expressions as Python itself matches them.

Writes ``Tests/FreezeSpecTests/Golden/patterns.jsonl``: on the first line the texts, then one pattern a
line with the numbers of the texts that it matches, or with the error that Python raises:

    python Tests/Oracle/patterns.py

Globs are held against ``fnmatch.fnmatchcase``; braces, which Python does not have, are first written
out into globs without them. Regular expressions are held against ``re.fullmatch``. Beside the patterns
written here there are some put together at random, from a fixed seed.
"""

from __future__ import annotations

import fnmatch
import json
import random
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent.parent / "FreezeSpecTests" / "Golden" / "patterns.jsonl"

NAMES = [
    "0.weight", "0.bias", "1.10", "weight", "model.layers.0.self_attn.q_proj.weight",
    "model.layers.1.self_attn.k_proj.bias", "model.layers.10.self_attn.v_proj.weight",
    "model.layers.11.mlp.up_proj.weight", "model.layers.101.mlp.down_proj.weight",
    "encoder.layer.2.attention.output.LayerNorm.weight", "encoder.layer.23.output.dense.bias",
    "layer1.0.conv1.weight", "layer1.0.bn1.running_mean", "layer10.0.conv1.weight",
    "features.denseblock1.denselayer2.norm1.weight", "in_proj_weight", "cls_token", "Conv", "conv",
    "CONV", "a", "b", "c", "ab", "ba", "abc", "aab", "aaa", "aaaa", "aaaaaaaaaaaaaaaaaaaaaaaa", "",
    "0", "1", "5", "6", "7", "9", "10", "11", "12", "17", "19", "20", "23", "24", "99", "100", "101",
    "110", "111", "199", "200", "255", "256", "999", "1000", "1023", "1024", "007", "01",
]
ODD = [
    "[", "]", "[]", "[a]", "!", "!a", "^", "^a", "-", "a-b", "--", "\\", "\\d", "&", "&&", "~", "|",
    "a|b", "{", "}", "{a}", "{1}", "a{1}", "a{,}", "a{", "*", "?", "a*", "a.b", "a b", " ", "\t", "a\n",
    "\n", "a\nb", "a\n\n", "\na", "\r", "a\u2028b", "#", "a#b", "<", ">", "(", ")", "(a)", "+", "a+",
]
UNICODE = [
    "ä", "Ä", "a\u0308", "é", "ß", "ẞ", "ſ", "s", "S", "K", "k", "\u212a", "İ", "i", "ı", "I", "i\u0307",
    "Σ", "σ", "ς", "µ", "μ", "Μ", "ǅ", "ǆ", "Ǆ", "ﬅ", "ﬆ", "Ω", "ω", "Ω", "д", "Д", "ᲁ", "①", "½", "²",
    "٣", "๓", "Ⅷ", "三", "\u00a0", "\u3000", "\u001c", "\u0085", "_", "\u200d", "🙂", "a🙂b", "𝟘", "ªb",
    "Слой.вес", "слой.ВЕС", "層.重み",
]
TEXTS = list(dict.fromkeys(NAMES + ODD + UNICODE))

GLOBS = [
    "", "*", "**", "?", "??", "*.weight", "*.bias", "*.w?ight", "model.layers.*", "model.layers.1*",
    "model.layers.1.*", "layer1.*", "layer1*", "?.weight", "*[0-9]*", "[0-9]", "[0-9][0-9]", "[a-c]",
    "[abc]", "[!a]", "[!a-c]", "[!0-9]*", "[]]", "[]a]", "[!]]", "[!]a]", "[", "[a", "a[", "[!", "[]",
    "[!]", "[^a]", "[^a-c]", "[-a]", "[a-]", "[!-a]", "[!a-]", "[a-c-e]", "[--0]", "[+--]", "[b-a]",
    "[!b-a]", "[b-ac]", "[cb-a]", "[a-cb-a]", "[z-a-c]", "[b-a-c]", "[a-b-c]", "[!b-a-c]", "[[]", "[[a]",
    "[\\]", "[\\d]", "[\\a-c]", "\\*", "[*]", "[?]", "[.]", "[&&]", "[a&&b]", "[a~~b]", "[a||b]", "[!!]",
    "[!!a]", "[a!]", "[^]", "[!^]", "[]-a]", "[!]-a]", "[A-Z]*", "[ -~]", "*[!a-z]", "ä", "[ä-ü]", "?🙂?",
    "*\n*", "a?b", "a*b", "*a*a*a*a*", "*.*.*", "*[", "[0-9]*.[wb]*", "}", ",", "a,b", "a}", "*層*",
    "[a-c][a-c]", "[.-/]", "[,-.]", "[---]", "[----]", "[a--]", "[!--0]", "[0-]", "[a-b-]", "[-]", "[!-]",
]
BRACES = [
    "{a}", "{a,b}", "{a,b,c}", "{,a}b", "{a,}b", "{a,ab}c", "*.{weight,bias}", "*.{q,k}_proj.*",
    "model.layers.{0..11}.*", "{0..11}", "{0..6,17,19..23}", "{5..5}", "{9..10}", "{99..101}",
    "{0..1000}", "{1..255}", "{17..256}", "{100..199}", "{7..1024}", "{101..110}", "{a,{b,c}}",
    "{a{b,c},b}", "{a,b}{a,b}", "{*,x}", "{?,aa}*", "{[ab],c}", "{[a,b],c}", "{[!a],ab}", "layer{1,10}.*",
    "layer{1..10}.*", "{,layer}{0..1}*", "{{a}}", "{{a,b},{0..2}}", "*{1..2}", "a{[,b}", "{[},b}",
]
REGEXES = [
    "", "a", "a|b", "a|", "|a", "(a|b)*", "(?:a|b)*", "a*", "a+", "a?", "a*?", "a+?", "a??", "a{2}", "a{2,}",
    "a{,2}", "a{2,3}", "a{2,3}?", "a{,}", "a{", "a{}", "a{1", "a{1,", "a{x}", "a{1,x}", "{", "{1}x", "x{1}{",
    ".", ".*", "..", "(?s).*", "(?s:.)*", "(?m)^a$", "(?m)^a$\n^b$", "^a$", "a$", "a$\n", "a$\n$", "$", "^",
    "^$", "a\\Z", "a\\Z\n", "\\Aa", "a\\A", "(?m)a$\n", "(?m)a$.b", "(?ms)a$.b", "(?s)a$.b", "(?s)a$.", "$a",
    "(a$|b)\n?", "(?:a$)+\n", "(?:$\n)?a", "\\ba\\b", "a\\Bb", "\\Ba", "a\\b.*", ".*\\b\\.\\b.*", "\\b", "\\B",
    "(?a)ä\\b", "(?a:\\b)ä", "a\\b🙂\\bb", "[\\b]", "\\d+", "\\d", "(?a)\\d", "\\D", "\\s", "(?a)\\s", "\\S",
    "\\w+", "(?a)\\w+", "\\W", "(?a)\\W", "[\\d]", "[\\D]", "[^\\d]", "[^\\D]", "[\\w.]+", "[\\s\\S]",
    "(?a)[\\W]", "(?a)[^\\w]", "[\\w-]+", "[a-c]", "[^a-c]", "[a-c-e]", "[]a]", "[^]a]", "[a-]", "[-a]", "[^-a]",
    "[a\\-c]", "[\\]]", "[[]", "[a[b]", "[&&]", "[a||b]", "[]", "[", "[a", "[^]", "[^", "[b-a]", "[a-\\d]",
    "[\\d-a]", "[\\d-]", "[\\x41-\\x43]", "\\x61", "\\x6", "\\xg1", "\\u0061", "\\u006", "\\U00000061",
    "\\U0011ffff", "\\U0000006", "\\141", "\\0", "\\07", "[\\141]", "[\\8]", "[\\1]", "[\\400]", "\\400", "\\777",
    "\\.", "\\-", "\\_", "\\ ", "\\ä", "\\a", "\\f\\n\\r\\t\\v", "\\n", "\\t", "\\\\", "\\\\d", "\\", "a\\",
    "\\e", "\\y", "\\Q", "[\\e]", "[\\A]", "[\\B]", "[\\Z]", "[\\b-a]", "*", "+", "?", "*a", "(*a)", "a|*",
    "a**", "a*+b*+", "a+*", "a???", "a*??", "a{2}{3}", "(?:a{2}){2}", "(a*)*", "(a*)+", "(a|b*)*", "((a))",
    "^*", "$*", "\\b+", "(?:^)*", "(?:\\b)+a", "()", "()*", "(?:)", "(?:){2}a", "(", ")", "a)", "(a", "(a))",
    "(?", "(?:", "(?P<n>a)", "(?P<n>a)(?P<n>b)", "(?P<1>a)", "(?P<>a)", "(?P<n", "(?P<n)", "(?Pn)", "(?P", "(?P<ä>a)",
    "(?#x)a", "a(?#x)*", "(?#x", "(?z)a", "(?<", "(?<x", "(?i)conv", "(?i)CONV", "(?i:c)onv", "(?i:C)ONV",
    "(?i)[a-c]+", "(?i)[^a-c]", "(?i)ä", "(?i)Ä", "(?ai)ä", "(?ia)conv", "(?i)s", "(?i)S", "(?i)ſ", "(?i)[s]",
    "(?i)[^s]", "(?ia)s", "(?i)k", "(?i)\u212a", "(?i)K", "(?i)i", "(?i)ı", "(?i)İ", "(?i)[i]", "(?i)σ", "(?i)Σ", "(?i)ς",
    "(?i)[σ]", "(?i)µ", "(?i)μ", "(?i)Μ", "(?i)ǅ", "(?i)ß", "(?i)ẞ", "(?i)ﬅ", "(?i)ω", "(?i)Ω", "(?i)д", "(?i)[А-Я]+",
    "(?i)слой.вес", "(?i)\\w", "(?i)[\\Wa]", "(?i)[à-ö]", "(?i)[^à-ö]", "(?i:a)b", "(?-i:a)b", "(?i)(?-i:a)b",
    "(?i)a(?-i:b)", "(?x) a b # c", "(?x)a\\ b", "(?x)[ ]", "(?x: a )b", "(?x)a #c\n b", "(?x)a(?-x: )b", "(?x)a {2}",
    "(?x)(? i)a", "(?x)a * b", "(?s)", "(?i", "(?i:", "(?-", "(?-)", "(?-:a)", "(?i-:a)", "(?i-i:a)", "(?au)a", "(?au:a)",
    "(?L)a", "(?-a:a)", "(?u)\\w", "(?a)(?u:\\w)", "(?u)(?a:\\w)", "a(?i)", "a(?i)b", "(a(?i))", "(?i)(?s).", "(?s)(?i)A",
    "(?:(?i)a)", "|(?i)a", "(?#c)(?i)A", "(?ii)a", "(?imsx)A", "(?i-s:A.)", "(?ims-x:a)", "a{4294967295}",
    "a{3,2}", "a{0}", "a{0,0}b", "(?:ab){0,2}", "(a|b){2,3}", "a{01}", "a{1, 2}", "a{-1}", "a{٣}",
    "model\\.layers\\.\\d+\\..*", "model\\.layers\\.(?:[0-9]|1[01])\\..*", ".*\\.(weight|bias)", ".*_proj\\.weight",
    "[^.]+\\.[^.]+", "(?:[^.]+\\.)*weight", ".*norm.*", "(?i).*layernorm.*", "(x+x+)+y", "(a+)+b", "(a|aa)+",
    "(a|a)*", "(.*)*", "(?:a?){24}a{24}", "(?:.?){10}", "🙂", "[🙂]", "a.b", "[^a]", "[äö]", "a\u0308", "層.*", "\ud800",
]
UNSUPPORTED = [
    "(?=a)a", "(?!b)a", "a(?<=a)", "a(?<!b)", "(a)\\1", "(?P<n>a)(?P=n)", "(a)?(?(1)b|c)", "(?>a*)a", "a*+a",
    "a++", "a?+", "a{2}+", "\\N{DIGIT ONE}", "[\\N{DIGIT ONE}]",
]


def expand(glob: str) -> list[str]:
    """Writes the braces of a glob out: an innermost pair at a time."""
    start = None
    index = 0
    while index < len(glob):
        char = glob[index]
        if char == "[":
            # A closed class hides what is in it.
            end = glob.find("]", index + (3 if glob[index + 1:index + 2] == "!" else 2))
            if end >= 0:
                index = end
        elif char == "{":
            start = index
        elif char == "}" and start is not None:
            break
        index += 1
    else:
        return [glob]
    items: list[str] = []
    for item in split(glob[start + 1:index]):
        bounds = re.fullmatch(r"(\d+)\.\.(\d+)", item)
        if bounds:
            items += [str(n) for n in range(int(bounds[1]), int(bounds[2]) + 1)]
        else:
            items.append(item)
    # Commas of what was written out must not split the pair around it.
    return [one for item in items for one in expand(glob[:start] + item + glob[index + 1:])]


def split(items: str) -> list[str]:
    """Splits at the commas outside classes."""
    result = [""]
    index = 0
    while index < len(items):
        end = -1
        if items[index] == "[":
            end = items.find("]", index + (3 if items[index + 1:index + 2] == "!" else 2))
        if end >= 0:
            result[-1] += items[index:end + 1]
            index = end
        elif items[index] == ",":
            result.append("")
        else:
            result[-1] += items[index]
        index += 1
    return result


def random_globs(source: random.Random) -> Iterator[str]:
    """Globs of few characters, so that they often mean something."""
    for _ in range(1500):
        yield "".join(source.choice("ab0-!]^[[]*?.\\&1") for _ in range(source.randint(1, 9)))


def random_regexes(source: random.Random) -> Iterator[str]:
    """Expressions put together from pieces, many of them wrong."""
    pieces = ["a", "b", ".", "1", "\\d", "\\w", "\\W", "\\b", "\\B", "^", "$", "[ab]", "[^a]", "[a-c1]", "(", ")",
              "(?:", "|", "*", "+", "?", "{2}", "{1,2}", "\\n", "\n", "(?i:", "(?m:", "(?s:", "A", "\\Z", " ", "-", "*?"]
    for _ in range(3000):
        yield "".join(source.choice(pieces) for _ in range(source.randint(1, 8)))


def glob_line(kind: str, glob: str) -> dict[str, Any]:
    globs = expand(glob) if kind == "braces" else [glob]
    found = [i for i, text in enumerate(TEXTS) if any(fnmatch.fnmatchcase(text, one) for one in globs)]
    return {"kind": kind, "pattern": glob, "matches": found}


def regex_line(pattern: str) -> dict[str, Any]:
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError) as error:
        message = error.msg if isinstance(error, re.error) else str(error)
        return {"kind": "regex", "pattern": pattern, "error": message}
    found = [i for i, text in enumerate(TEXTS) if text and compiled.fullmatch(text)]
    return {"kind": "regex", "pattern": pattern, "matches": found}


def main() -> None:
    warnings.simplefilter("ignore")
    source = random.Random(2)
    lines: list[dict[str, Any]] = [{"texts": TEXTS}]
    lines += [glob_line("glob", glob) for glob in GLOBS]
    lines += [glob_line("glob", glob) for glob in dict.fromkeys(random_globs(source))]
    lines += [glob_line("braces", glob) for glob in BRACES]
    regexes = REGEXES + list(random_regexes(source))
    # Possessive quantifiers, which freezespec refuses, may come about at random.
    regexes = [one for one in dict.fromkeys(regexes) if not re.search(r"[*+?}]\+", one) and "\ud800" not in one]
    lines += [regex_line(regex) for regex in regexes]
    lines += [{"kind": "unsupported", "pattern": pattern} for pattern in UNSUPPORTED]
    with GOLDEN.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
