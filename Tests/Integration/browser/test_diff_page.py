"""What a reader can see and do in `diff --format html`."""

import subprocess

import pytest
from axe_core_python.selenium import Axe

OLD = """
name: mlp
model:
  - Linear(10, 20)
  - Linear(20, 30)
  - Linear(30, 40)
rules:
  - freeze: "0.*"
    because: pretrained
  - freeze: "1.*"
softmax: {temperature: 0.6, logits: [1, 2, 3]}
expect:
  - trainable_parameters: 2
"""

# 1.* trains now, 2.weight freezes and is of another shape, 3 is new.
NEW = """
name: mlp
model:
  - Linear(10, 20)
  - Linear(20, 30)
  - Linear(30, 50)
  - LayerNorm(50)
rules:
  - freeze: 2.weight
    because: too large
  - freeze: "0.*"
    because: pretrained on much
softmax: {temperature: 0.9, logits: [1, 2, 3]}
expect:
  - trainable_parameters: 5
"""

HOSTILE = r"""
model:
  children:
    "</script><img src=x onerror=alert(4)>": Linear(2, 3)
    "__proto__": Linear(2, 3)
rules:
  - freeze: "*<img*"
    because: "<script>alert(7)</script>"
"""


@pytest.fixture
def diff(page, reports):
    """Opens the diff of two configs."""

    def open_diff(old: str, new: str, **how):
        path = reports.folder / f"diff{reports.count}.html"
        sides = [reports.config(old), reports.config(new)]
        reports.run("diff", *sides, "--format", "html", "-o", str(path))
        return page.open(path, **how)

    return open_diff


def kinds(page) -> list[str]:
    return [title.text for title in page.all("#changes h3")]


def test_the_change_comes_first(diff):
    page = diff(OLD, NEW)
    assert "2 parameters newly trainable, 1 newly frozen, 2 parameters added" in page.text(".headline").lower()
    assert kinds(page) == [
        "2 parameters newly trainable · 630 elements", "1 parameter newly frozen · 1,500 elements",
        "2 parameters added · 100 elements", "2 parameters reshaped · 1,550 elements"]
    titles = [title.text for title in page.all(".split-title")]
    # 30 * 40 + 40 of 2,090, and then 630 + 50 + 100 of 2,500
    assert titles == ["before 59.33 % of 2,090 elements train", "after 31.20 % of 2,500 elements train"]


def test_a_group_names_both_rules(diff):
    page = diff(OLD, NEW)
    group = page.text("#changes li")
    assert "1.*" in group
    assert 'was frozen by rule 2 freeze 1.* (line 10)' in group
    assert "now trainable: no rule matches" in group


def test_search_for_what_changes(diff):
    page = diff(OLD, NEW)
    assert "is:changed" in page.text("#syntax")
    page.click("[data-state=all]")
    page.search("is:changed *.bias")
    # 1.bias trains, 2.bias is of another shape, 3.bias is new.
    assert page.status() == "3 of 8 names shown"
    page.search("rule:none is:changed")
    assert page.status() == "5 of 8 names shown"


def test_the_tree_shows_changes_alone_at_first(diff):
    page = diff(OLD, NEW)
    assert page.names() == ["mlp", "1", "2", "3"]
    states = {row["name"]: row["state"] for row in page.rows()}
    assert states["1"] == "trainable, 2 changed"
    assert states["3"] == "trainable, 2 changed"
    page.click("[data-state=all]")
    assert "0" in page.names()


def test_rows_tell_what_becomes_of_them(diff):
    page = diff(OLD, NEW)
    page.click("#expand")
    shown = [(row["name"], row["state"]) for row in page.rows()]
    assert shown[2] == ("weight", "frozen → trainable")
    assert ("weight", "trainable → frozen, reshaped") in shown
    assert ("bias", "reshaped, trainable") in shown
    assert shown[-1] == ("bias", "added, trainable")


def test_modules_have_their_classes(page, reports):
    path = reports.folder / "classes.html"
    sides = ["configs/bert_base.yaml", "configs/bert_base_bitfit.yaml"]
    reports.run("diff", *sides, "--format", "html", "-o", str(path))
    page.open(path)
    assert page.row("encoder").text.split("\n")[:2] == ["encoder", "BertEncoder"]
    page.click("[data-state=all]")
    page.search("class:BertLayer")
    # Twelve layers of sixteen parameters.
    assert page.status() == "192 of 201 names shown"
    page.click(page.row("0"))
    assert "BertLayer" in page.text("#details")
    page.prefer(dark=False, media="print")
    page.script("dispatchEvent(new Event('beforeprint'))")
    assert "bert.encoder BertEncoder" in page.text("#print-tree")


def test_removed_parameters_keep_their_place(diff):
    page = diff(NEW, OLD)
    page.click("#expand")
    shown = [(row["name"], row["state"], row["elements"]) for row in page.rows()]
    assert shown[-3:] == [("3", "removed", "100"), ("weight", "removed", "50"), ("bias", "removed", "50")]
    page.click(page.all("#tree .row")[-1])
    assert "Not there." in page.text("#details")


def test_details_show_both_sides(diff):
    page = diff(OLD, NEW)
    page.click("#expand")
    rows = [row for row in page.rows() if row["state"].startswith("trainable → frozen")]
    page.click(page.one(f"#row-{rows[0]['id']}"))
    details = page.text("#details")
    assert "[40, 30] → [50, 30]" in details
    before, after = details.split("After")
    assert "No rule matches, so it trains." in before
    assert "Rule 1 makes it frozen." in after
    assert "too large" in after


def test_the_picture_before_and_after(diff):
    page = diff(OLD, NEW)
    after = page.picture()
    before, now = page.all("#sides button")
    assert now.get_attribute("aria-pressed") == "true"
    page.click(before)
    assert before.get_attribute("aria-pressed") == "true"
    assert page.picture() != after
    page.click(now)
    assert page.picture() == after


def test_a_group_lights_up(diff):
    page = diff(OLD, NEW)
    page.click("#expand")
    page.click("#changes li button")
    assert page.status().endswith("Lit: 1.*")
    assert [row["name"] for row in page.rows() if row["lit"]] == ["1", "weight", "bias"]
    page.click("#changes li button")
    assert not [row for row in page.rows() if row["lit"]]


def test_rules_of_both_sides(diff):
    page = diff(OLD, NEW)
    rows = [row.text for row in page.all(".ledger tbody tr")]
    assert len(rows) == 3
    assert rows[0].startswith("+") and "2.weight" in rows[0] and "added" in rows[0]
    removed = next(row for row in rows if "removed" in row)
    assert removed.startswith("-") and "freeze 1.*" in removed
    reworded = next(row for row in rows if "reworded" in row)
    assert reworded.startswith("~") and "1 → 2" in reworded and "freeze 0.*" in reworded
    assert page.text(".ledger del") == "pretrained"


def test_a_removed_rule_lights_what_it_decided(diff):
    page = diff(OLD, NEW)
    page.click("#expand")
    page.click(".ledger tr[data-light='before:2'] button")
    assert "what rule 2 decided before" in page.status()
    assert [row["state"] for row in page.rows() if row["lit"]] == [
        "trainable, 2 changed", "frozen → trainable", "frozen → trainable"]


def test_softmax_and_expectations_of_both_sides(diff):
    page = diff(OLD, NEW)
    sides = [side.text for side in page.all(".softmax-side")]
    assert "Before" in sides[0] and "T = 0.6" in sides[0]
    assert "After" in sides[1] and "T = 0.9" in sides[1]
    danger = "expectation changed: trainable_parameters: 2 → trainable_parameters: 5"
    assert danger in page.text("#summary .dangers")


def test_ties_on_either_side(diff):
    tied = "model:\n  - Linear(2, 2)\n  - Linear(2, 2)\ntie: [[0.weight, 1.weight]]\n"
    page = diff(tied, tied.replace("tie: [[0.weight, 1.weight]]\n", ""))
    page.click("[data-state=all]")
    page.click("#expand")
    rows = page.rows()
    # Two weights of 4 and two biases of 2, and one weight before.
    assert rows[0]["elements"] == "12"
    page.click(page.one(f"#row-{rows[0]['id']}"))
    assert "8 → 12" in page.text("#details")
    page = diff(tied.replace("tie: [[0.weight, 1.weight]]\n", ""), tied)
    page.click("[data-state=all]")
    page.click("#expand")
    assert page.rows()[0]["elements"] == "8"
    assert [row["kind"] for row in page.rows() if row["kind"].startswith("=")] == ["= 0.weight"]


def test_nothing_changes(diff):
    page = diff(OLD, OLD)
    assert page.text(".headline").lower().startswith("nothing changes")
    assert not page.one("#changes").is_displayed()
    assert page.names()[:2] == [page.text("h1"), "0"]


def test_hostile_names_are_text(diff):
    page = diff(HOSTILE, HOSTILE.replace("freeze", "train").replace("(2, 3)", "(2, 4)"))
    page.click("#expand")
    page.click("#changes li button")
    page.click(".ledger button")
    page.click(page.all("#tree .row")[-1])
    assert "</script><img src=x onerror=alert(4)>" in page.names()
    assert page.all("img, [onerror]") == []


@pytest.mark.parametrize("dark", [False, True])
def test_contrast_and_accessibility(diff, dark):
    page = diff(OLD, NEW, dark=dark)
    page.click("#expand")
    page.click("#changes li button")
    page.click(page.all("#tree .row")[3])
    assert page.faint_text() == []
    assert [found["id"] for found in Axe().run(page.driver)["violations"]] == []


@pytest.mark.parametrize("width", [380, 320])
def test_a_phone_scrolls_one_way_only(diff, width):
    page = diff(OLD, NEW, width=width, height=700)
    assert page.overflow() == 0
    page.click("#expand")
    page.click(page.all("#tree .row")[3])
    assert page.overflow() == 0


def test_paper_gets_what_changes(diff):
    page = diff(OLD, NEW, width=700)
    page.prefer(dark=False, media="print")
    page.script("dispatchEvent(new Event('beforeprint'))")
    table = page.text("#print-tree")
    assert "2.weight" in table and "trainable → frozen, reshaped" in table
    assert "0.weight" not in table
    assert "too large" in page.text("#ledger")


def test_several_configs_one_at_a_time(page, reports):
    repository = reports.folder / "repository"
    repository.mkdir()

    def git(*arguments: str):
        identity = ["-c", "user.name=n", "-c", "user.email=e@example.com"]
        subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True)

    def write(name: str, text: str):
        (repository / name).write_text(text, encoding="utf-8")

    git("init", "-q")
    write("a.yaml", OLD)
    write("b.yaml", OLD)
    write("gone.yaml", OLD)
    git("add", ".")
    git("commit", "-qm", "before")
    write("a.yaml", NEW)
    write("new.yaml", "model: [ReLU, PReLU]\n")
    (repository / "gone.yaml").unlink()
    path = reports.folder / "several.html"
    reports.run("diff", "--base", "HEAD", "--format", "html", "-o", str(path), folder=repository)

    page.open(path)
    links = page.all("#configs a")
    # What is gone takes its expectations with it, and comes before what is new.
    assert [link.text for link in links] == ["a.yaml", "gone.yaml", "new.yaml"]
    assert links[0].get_attribute("aria-current") == "page"
    page.follow(links[1])
    assert page.text("#config") == "gone.yaml"
    assert page.text(".headline").lower().startswith("gone:")
    page.click("#expand")
    assert {row["state"] for row in page.rows()} == {"removed"}
    page.follow(page.all("#configs a")[2])
    assert kinds(page) == ["1 parameter added · 1 element"]


def test_a_hundred_thousand_parameters_open_soon(page, reports):
    def config(rule: str) -> str:
        block = "{repeat: 10000, as: i, module: Block(64 + i)}"
        return reports.config(
            "classes:\n  Block:\n    args: [n]\n    children:\n"
            + "".join(f"      {name}: Linear(n, 8)\n" for name in "qkvop")
            + f"model:\n  children:\n    layers: {block}\nrules:\n  - freeze: {rule}\n")

    path = reports.folder / "large.html"
    sides = [config('"*.weight"'), config('"*.bias"')]
    reports.run("diff", *sides, "--format", "html", "-o", str(path))
    page.open(reports.html("configs/mlp.yaml"))
    cost = page.cost(lambda: page.driver.get(path.as_uri()))
    print(f"{path.stat().st_size:,} bytes, {cost:.1f} times the yardstick")
    assert page.status() == "100,000 of 100,000 names shown"
    assert cost < 8
    # The longest of states: it wraps where there is no room.
    assert "trains, 100,000 changed" in page.text("#details")
    assert page.script("const {scrollWidth, clientWidth} = arguments[0]; return scrollWidth - clientWidth",
                       page.one("#details")) == 0


def test_another_class_and_its_buffers_are_told(page, reports):
    old = reports.config("model:\n  - Linear(2, 2)\n  - BatchNorm1d(2)\n")
    new = reports.config("model:\n  - Linear(2, 2)\n  - LayerNorm(2)\n")
    path = reports.folder / "reclassed.html"
    reports.run("diff", old, new, "--format", "html", "-o", str(path))
    page.open(path)
    titles = [title.text for title in page.all("#changes h3")]
    assert titles[0].startswith("2 parameters of another class")
    assert titles[1].startswith("3 buffers removed")
    page.click(page.all("#changes .group button")[0])
