"""What other programs read out of the reports."""

import io

import pandas
from markdown_it import MarkdownIt

HOSTILE = """\
name: "a|b `c` </details> <b>"
model:
  children:
    "x|y": Linear(1, 2)
    "`z` </details> <img src=x>": Linear(1, 2)
    "=cmd()": Linear(1, 2)
    "new\\nline": Linear(1, 2)
rules:
  - freeze: {module: "x|y"}
    because: "</details>\\n\\n# heading | `code"
"""


def test_pandas_reads_the_csv(freezespec, tmp_path):
    config = tmp_path / "hostile.yaml"
    config.write_text(HOSTILE, encoding="utf-8")
    for path in ("configs/bert_base.yaml", "configs/t5_small.yaml", str(config)):
        text = freezespec.run("apply", path, "--format", "csv")
        table = pandas.read_csv(
            io.StringIO(text), dtype={"shape": str, "decided_by": "Int64"}, keep_default_na=False)
        plan = freezespec.json("apply", path, "--format", "json")["parameters"]
        names = [each.removeprefix("'") for each in table["name"]]
        # A line break would be one for many readers even inside quotes.
        assert names == [each["name"].replace("\n", "\\n") for each in plan]
        assert list(table["requires_grad"]) == [each["requires_grad"] for each in plan]
        assert list(table["elements"]) == [each["elements"] for each in plan]


def test_markdown_is_tables_whatever_the_names_hold(freezespec, tmp_path):
    config = tmp_path / "hostile.yaml"
    config.write_text(HOSTILE, encoding="utf-8")
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    text = freezespec.run("apply", str(config), "--format", "markdown")
    tokens = parser.parse(text)
    html = [token.content for token in tokens if token.type in ("html_block", "html_inline")]
    html += [child.content for token in tokens for child in token.children or [] if child.type == "html_inline"]
    assert not any("<img" in each or "<b>" in each for each in html)
    assert sum(each.count("</details>") for each in html) == sum(each.count("<details>") for each in html)
    rows = [token for token in tokens if token.type == "tr_open"]
    assert len(rows) >= 9
