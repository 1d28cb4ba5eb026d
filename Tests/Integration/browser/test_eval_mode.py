"""What pages tell of the modules that training holds in eval mode."""

import pytest

PLAIN = """
model:
  children:
    "<b>stem": BatchNorm2d(4)
    part: {repeat: 6, module: {children: {norm: BatchNorm2d(4), fc: "Linear(4, 4)"}}}
    head: Linear(4, 2)
rules:
  - freeze: [{type: BatchNorm2d}, {module: part}]
"""
HELD = PLAIN + "eval: [{type: BatchNorm2d}]\n"
# No two of these names fold.
MANY = (
    "model:\n  children:\n"
    + "".join(f"    part{at}x: Linear(2, 2)\n" for at in range(20))
    + "rules:\n  - freeze: '*'\n"
    + "  - train: {module: part19x}\neval: [frozen]\n"
)


def modules(page) -> list[str]:
    return [item.text for item in page.all("#eval .modules li") if item.is_displayed()]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [420, 1280])
def test_a_plan_lists_its_modules(page, reports, width, dark):
    page.open(reports.html(reports.config(HELD)), width=width, dark=dark)
    assert "{type: BatchNorm2d}" in page.text("#eval .hint")
    assert modules(page) == ["<b>stem", "part.{0..5}.norm × 6"]
    assert page.overflow() == 0


def test_a_plan_without_eval_has_no_such_section(page, reports):
    page.open(reports.html(reports.config(PLAIN)))
    assert not page.one("#eval").is_displayed()


def test_a_long_list_opens(page, reports):
    page.open(reports.html(reports.config(MANY)))
    assert modules(page) == [f"part{at}x" for at in range(8)]
    assert page.text("#eval summary") == "and 11 more"
    page.click("#eval summary")
    assert modules(page) == [f"part{at}x" for at in range(19)]


def test_paper_has_the_long_list(page, reports):
    page.open(reports.html(reports.config(MANY)))
    page.prefer(dark=False, media="print")
    page.script("dispatchEvent(new Event('beforeprint'))")
    assert len(modules(page)) == 19
    page.script("dispatchEvent(new Event('afterprint'))")
    assert len(modules(page)) == 8


def test_a_diff_tells_what_becomes_of_it_though_nothing_else_changes(page, reports):
    path = reports.folder / "eval.html"
    sides = [reports.config(PLAIN), reports.config(HELD)]
    reports.run("diff", *sides, "--format", "html", "-o", str(path))
    page.open(path)
    assert "no parameter changes state" in page.text(".headline").lower()
    changes = page.text("#eval")
    assert "+\n{type: BatchNorm2d}" in changes
    assert "now in eval mode:" in changes
    assert modules(page) == ["<b>stem", "part.{0..5}.norm × 6"]
