"""Writes what Python makes of expressions to Golden/expressions.jsonl, or checks the file against it.

    python expressions.py             write the file
    python expressions.py --check     exit 1 where the committed file differs

Each line is {"expression": …} with one of "repr" (Python's repr of the value), "error" (the class of the error that
Python raises) and "too_large" (an integer on the way does not fit into 64 bits, or a number is complex, which
freezespec refuses).
"""

from __future__ import annotations

import ast
import json
import re
import sys
import warnings
from pathlib import Path
from random import Random
from typing import Any

GOLDEN = Path(__file__).parents[1] / "FreezeSpecTests" / "Golden" / "expressions.jsonl"
SEED = 20240229
RANDOM_EXPRESSIONS = 3_000
BROKEN_EXPRESSIONS = 800

#: The names that the expressions use; the test writes the same under ``let``.
SCOPE = {
    "n": 7, "zero": 0, "neg": -3, "big": 2**62, "x": 2.5, "tiny": 1e-07, "inf": 1e999, "word": "abc", "empty": "",
    "pair": (1, 2.5), "items": [3, 1, 2], "deep": [(1, "a"), [2, None], ()], "on": True, "off": False, "nil": None,
}

HAND_MADE = r"""
1|0|-0|007|00|0_0|1_000|1__0|1_|_1|0x1F|0xff_ff|0x_1|0x|0xg|0b101|0b12|0o17|0o8|0O7|0B1|0Xa
9223372036854775807|9223372036854775808|-9223372036854775807|-9223372036854775807 - 1|-(-9223372036854775807 - 1)
9223372036854775807 + 1|2**63|2**62|2**62 + (2**62 - 1)|-2**63|(-2)**63|(-2)**62|(-2)**64|3**40|10**18|10**19
-9223372036854775807 - 2|4294967296 * 2147483648|4294967296 * 2147483647|(-9223372036854775807 - 1) // -1
(-9223372036854775807 - 1) % -1|(-9223372036854775807 - 1) // 1|(-9223372036854775807 - 1) * -1
1.|.5|1.e3|.5e-3|1e5|1E5|1e+5|1e-7|1e400|1e-400|1_0.5|1._5|1_.5|1e_5|1_e5|1e1_0|1e|1e+|1.2.3|.|..|1..real
1e16|1e15|123456789012345678.0|0.1|0.1 + 0.2|1e22|1e23|5e-324|2.5e-5|0.0001|0.00001|100000.0|-0.0|0.0 * -1
7 / 2|-7 / 2|7 // 2|-7 // 2|7 // -2|-7 // -2|7 % 3|-7 % 3|7 % -3|-7 % -3|0 % 5|0 // -5|6 / 3|1 / 3|2 / 3
7.5 // 2|-7.5 // 2|7.5 // -2|7.5 % 2|-7.5 % 2|7.5 % -2|-7.5 % -2|0.0 // -1|-0.0 // 1|-0.0 // 1.0|0.0 % -1|-0.0 % 1
1e300 // 1e-10|5.0 % inf|-5.0 % inf|5.0 // inf|-5.0 // inf|inf % 5|inf // 5|inf - inf|inf * 0|-inf|1 / inf|0.3 // 0.1
1.0 % 0.1|-1.0 % 0.1|-0.3 // 0.1|1e17 % 3|4.35 // 0.01|1 // 0.1|-1 // 0.1|2.0 % -0.7
1 / 0|1 // 0|1 % 0|0 / 0|1.0 / 0|1.0 // 0.0|1.0 % 0|0 ** -1|0.0 ** -1|(-8) ** 0.5|(-8.0) ** (1 / 3)|0 ** 0|0.0 ** 0
2 ** 10|2 ** -1|2 ** 0.5|-2 ** 2|(-2) ** 2|2 ** 3 ** 2|2 ** -1 ** 2|2.0 ** 1024|2.0 ** 1023|10 ** -2|(-2) ** -1
(-2) ** -2|1 ** 1000000|(-1) ** 1000001|0 ** 1000000|inf ** 0|inf ** -1|(-inf) ** 3|(-inf) ** 2|(-inf) ** 0.5
(-inf) ** -3|(-2.5) ** 3|(-2.5) ** 2.0|(-0.0) ** 3|1 ** inf|(-1) ** inf|0.5 ** inf|2 ** inf|2 ** -inf|1e308 ** 2
1 / 9223372036854775807|3 / 9007199254740993|9223372036854775807 / 9223372036854775806|9007199254740993 / 3
9223372036854775807 / 3|-9223372036854775807 / 7|(-9223372036854775807 - 1) / 3|9223372036854775807 / -1|7 / big
big / 7|big / 3.0|big + 0.5|9223372036854775807 * 1.0|9007199254740993 * 1.0|9223372036854775807 == 9223372036854775808.0
9007199254740993 == 9007199254740992.0|9007199254740993 > 9007199254740992.0|big < 1e300|big > -1e300|big < inf
-big > -inf|9223372036854775807 < 9223372036854775808.0|(-9223372036854775807 - 1) >= -9223372036854775808.0|3 > 2.5
-3 < -2.5|3 == 3.0|3 != 3.0|0 == -0.0|1 == True|True + True|-True|+True|not True|not 0|not ''|not nil|True * 3|True / 2
True // True|True ** False|5 % True|'a' * True|[1] * False|True < 2|True == 1.0|True is True|1 is True|nil is None
nil is not None|0 is None|None is None|None == None|None != 0|None == False|None < 1|None + 1|-None|+'a'|-'a'|-[1]
1 < 2 < 3|1 < 3 < 2|3 > 2 >= 2 > 1|1 == 1 == 1|1 < 2 > 1|1 < (2 < 3)|(1 < 2) < 3|2 < 1 < 1 / 0|1 < 2 < 1 / 0|1 == 2 == 1 / 0
1 or 2|0 or 2|0 or '' or nil|1 and 2|0 and 2|1 and '' and 1 / 0|0 or 1 / 0|1 or 1 / 0|not 1 == 2|not 1 and 0|1 and not 0
on and off or n|not on or n|not not n|not (on and off)|nil or items|empty and 1|[] or ()|() or []|(0,) and 1|0.0 or -0.0
1 if on else 2|1 if off else 2|1 if off else 2 if off else 3|(1 if on else 2) if off else 3|1 if on else 1 / 0|1 / 0 if off else 1
'a' if n > 5 else 'b'|1 if empty else 2 + 3|1 + 2 if on else 3|(1, 2 if on else 3)|1 if n else|if n else 2|1 if n 2|1 else 2
'a' + 'b'|'a' 'b'|'a' "b"|'a' * 3|3 * 'a'|'a' * -1|'a' * 0|'a' + 1|1 + 'a'|'a' - 'b'|'a' * 'b'|'a' * 2.0|'a' / 2|word + word * 2
'a' < 'b'|'a' < 'B'|'a' < 'aa'|'' < 'a'|'é' > 'z'|'a' < 1|'a' == 1|'a' != 1|'a' in word|'ac' in word|'' in word|'' in ''
'bc' in word|'abcd' in word|1 in word|'a' in 1|'a' not in word|n in items|3 in items|3.0 in items|True in items|nil in deep
(1, 'a') in deep|[2, None] in deep|() in deep|[] in deep|not 3 in items|3 not in items|1 in (1,)|1 in ()|'aab' in 'aaaab'|'abab' in 'abacabab'
(1, 2)|(1,)|()|(1, 2,)|(1)|((1))|(,)|(1,,2)|(1 2)|(1|1)|[1, 2]|[1]|[]|[1,]|[,]|[1 2]|[1|1]|[[1], (2,), 'c', 4.0, None, True]
(1, 2) + (3,)|(1, 2) + [3]|[1] + [2, 3]|[1] + (2,)|(1,) * 3|2 * [1, 2]|[[]] * 3|[1] * 2.0|[1] - [1]|[1, 2] * -5|(1,) * (1,)
(1, 2) == (1, 2)|(1, 2) == [1, 2]|(1, 2) == (1.0, 2)|[1] == [1]|[1] != [2]|(1, 2) < (1, 3)|(1, 2) < (1, 2, 0)|[2] > [1, 9]
[1] < (1,)|[1] < ['a']|[1, 'a'] < [2, 1]|[] < [0]|() < ()|() <= ()|[[1], 2] < [[1], 3]|[nil] == [nil]|[nil] < [nil]|[nil] < [1]
items[0]|items[-1]|items[3]|items[-3]|items[-4]|items[True]|items[1.0]|items['a']|items[nil]|items[big]|items[-big]|deep[0][1]
deep[1][0]|deep[-1]|deep[2][0]|word[0]|word[-1]|word[3]|'aéz'[1]|pair[1]|(1, 2)[0]|[1, 2][1]|'ab'[1]|n[0]|nil[0]|x[0]|items[n - 5]
items[]|items[0|items 0]|deep[0][0][0]|-items[0]|-items[0] ** 2|items[0] ** items[2]|2 ** items[0]|items[0] if items else nil
undefined|undefined + 1|1 if on else undefined|1 if off else undefined|on or undefined|on and undefined|(undefined)|[1, undefined]
1 +|+|*|1 *|/ 2|1 + + 2|1 - - 2|1 - -+ 2|1 ** * 2|1 // / 2|--1|+-1|-+-+1|~1|1 <|< 1|1 <= |1 = 2|1 === 2|1 <> 2|1 ! 2|!1|1 !== 2
not|and|or|in|is|if|else|1 and|and 1|1 not 2|1 not in|1 is|1 is not|not in items|1 in in items|1 not not in items|n n|1 2|'a' 1|1 'a'
)|(|]|[|()()|(]|[)|((1)|(1))|[[1]|1)|1]|'|"|'a|a'|'a" |'a\'b'|'a\\'|'a\n'|'a\tb'|"a'b"|'a"b'|'it\'s "x"'|''|""|' '|'\r'|'𝄞'|'é'|'\\n'
{|}|{}|{1}|1;2|1:2|$|1 $|@|1 @ 2|a?b|`1`|1 & 2|1 ^ 2|1 << 2|n.|.n|n..n|1 .|'a'.|#|1 \ 2
n+1|n  +  1|( n )|[ 1 ,2 ]|n*-1|n**-1|n--1|n- -1|2*n+1|2*(n+1)|n//2*2+n%2|-n//2|-(n//2)|n%-2|n-1-1|n-(1-1)|100//7//2|2**n//3|n/2*2
'é' == 'é'|'é' in 'é'|'é' < 'é'|"'"|'"'|"\"'"|'\'"'|'​'|' '|'ﬀ'|'\\'|'%'|'{}'|'#'
"""

SUPPORTED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Tuple, ast.List, ast.Constant, ast.Name,
    ast.Subscript, ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.USub, ast.UAdd,
    ast.Not, ast.And, ast.Or, ast.cmpop,
)


class TooLarge(Exception):
    """An integer beyond 64 bits, or a complex number."""


class CheckNumbers(ast.NodeTransformer):
    """Lets every number of an expression pass through ``_check``."""

    def visit(self, node: ast.AST) -> ast.AST:
        node = self.generic_visit(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Pow, ast.Mult)):
            name = "_power" if isinstance(node.op, ast.Pow) else "_product"
            return ast.Call(ast.Name(name, ast.Load()), [node.left, node.right], [])
        if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Constant)):
            return ast.Call(ast.Name("_check", ast.Load()), [node], [])
        return node


def check(value: Any) -> Any:
    if isinstance(value, complex) or (isinstance(value, int) and not -(2**63) <= value < 2**63):
        raise TooLarge
    return value


def power(base: Any, exponent: Any) -> Any:
    """``base ** exponent``, without waiting for integers of billions of digits."""
    if isinstance(base, int) and isinstance(exponent, int) and abs(base) > 1 and exponent > 64:
        raise TooLarge
    return check(base**exponent)


def product(left: Any, right: Any) -> Any:
    """``left * right``, without making a list that fills the memory."""
    for items, count in ((left, right), (right, left)):
        if isinstance(items, (str, tuple, list)) and isinstance(count, int) and len(items) * count > 1_000_000:
            raise TooLarge
    return check(left * right)


def in_subset(tree: ast.AST, text: str) -> bool:
    """Whether an expression that Python can read belongs to the language."""
    for node in ast.walk(tree):
        if not isinstance(node, SUPPORTED):
            return False
        segment = ast.get_source_segment(text, node) if hasattr(node, "lineno") else ""
        # A tuple without parentheses begins where its first item does.
        if isinstance(node, ast.Tuple) and node.elts and node.elts[0].col_offset == node.col_offset:
            return False
        if isinstance(node, ast.Constant):
            if not isinstance(node.value, (int, float, str, type(None))):
                return False
            if isinstance(node.value, str) and (segment or "x")[0] not in "'\"":
                return False
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and formats_a_string(node.left):
            return False
        if isinstance(node, ast.Compare) and any(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops):
            if not any(isinstance(side, ast.Constant) and side.value in (None, True, False) and not isinstance(side.value, (float, str))
                       for side in [node.left, *node.comparators]):
                return False
    return True


def formats_a_string(node: ast.AST) -> bool:
    """Whether ``node % x`` may be printf's ``%``, which the language does not have."""
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str)
               or isinstance(part, ast.Name) and part.id in ("word", "empty", "deep") for part in ast.walk(node))


def answer(text: str) -> dict[str, Any] | None:
    """What Python says of an expression; None where the language leaves it out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("error", DeprecationWarning)
        try:
            tree = ast.parse(text, mode="eval")
        except DeprecationWarning:
            return None
        except (SyntaxError, ValueError) as error:
            return None if "deprecat" in str(error) or re.search(r"\d(if|else|or|and|in|is|not)", text) else {"error": "SyntaxError"}
        if not in_subset(tree, text):
            return None
        code = compile(ast.fix_missing_locations(CheckNumbers().visit(tree)), "<expression>", "eval")
        try:
            value = eval(code, {"__builtins__": {}, "_check": check, "_power": power, "_product": product, **SCOPE})
        except TooLarge:
            return {"too_large": True}
        except Exception as error:
            return {"error": type(error).__name__}
    return {"repr": repr(value)}


def random_expression(random: Random, depth: int) -> str:
    """An expression, mostly of numbers, with operators of every precedence."""
    if depth == 0 or random.random() < 0.15:
        return random.choice([
            random.choice(list(SCOPE)), *["n", "neg", "big", "x", "tiny"] * 2, *[str(random.randint(0, 20)) for _ in range(4)],
            str(random.randint(0, 2**63 - 1)), repr(random.uniform(-10, 10)), repr(10 ** random.uniform(-20, 20)), "True",
        ])

    def inner() -> str:
        return random_expression(random, depth - 1)

    kind = random.random()
    if kind < 0.45:
        operator = random.choice(["+", "-", "*", "/", "//", "%", "+", "-", "*", "**"])
        text = f"{inner()} {operator} {inner()}"
    elif kind < 0.6:
        operator = random.choice(["<", "<=", ">", ">=", "==", "!=", "in", "not in"])
        text = f"{inner()} {operator} {inner()}"
        if random.random() < 0.3:
            text += f" {random.choice(['<', '==', '>='])} {inner()}"
    elif kind < 0.7:
        text = f"{inner()} {random.choice(['and', 'or'])} {inner()}"
    elif kind < 0.78:
        text = random.choice(["-", "+", "not ", "--"]) + inner()
    elif kind < 0.86:
        text = f"{inner()} if {inner()} else {inner()}"
    elif kind < 0.91:
        text = "(" + "".join(inner() + ", " for _ in range(random.randint(0, 3))) + ")"
        text = "()" if text == "()" else text
    elif kind < 0.96:
        text = "[" + ", ".join(inner() for _ in range(random.randint(0, 3))) + "]"
    else:
        text = f"{random.choice(['items', 'pair', 'deep', 'word'])}[{inner()}]"
    return f"({text})" if random.random() < 0.35 else text


def broken(random: Random, text: str) -> str:
    """An expression with a token taken out, doubled or swapped."""
    tokens = re.findall(r"\*\*|//|[<>=!]=|\w+(?:\.\w+)?|'[^']*'|\S", text)
    place = random.randrange(len(tokens))
    change = random.random()
    if change < 0.4:
        del tokens[place]
    elif change < 0.6:
        tokens.insert(place, tokens[place])
    else:
        tokens[place] = random.choice(["+", "(", ")", "]", "[", ",", "if", "else", "not", "in", "n", "1", "**", "'a'", "is", "="])
    return " ".join(tokens)


def expressions() -> list[str]:
    random = Random(SEED)
    texts = [text for line in HAND_MADE.strip().splitlines() for text in line.split("|") if text]
    texts += [random_expression(random, random.randint(1, 4)) for _ in range(RANDOM_EXPRESSIONS)]
    texts += [broken(random, random_expression(random, random.randint(1, 3)) or "1") for _ in range(BROKEN_EXPRESSIONS)]
    return [text for text in dict.fromkeys(text.strip() for text in texts) if text and len(text) < 400]


def golden_text() -> str:
    lines = []
    for text in expressions():
        result = answer(text)
        if result is not None:
            lines.append(json.dumps({"expression": text, **result}, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def main() -> None:
    fresh = golden_text()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if GOLDEN.read_text(encoding="utf-8") == fresh else f"{GOLDEN.name} differs from what Python says")
    GOLDEN.write_text(fresh, encoding="utf-8")
    print(f"{fresh.count(chr(10))} expressions")


if __name__ == "__main__":
    main()
