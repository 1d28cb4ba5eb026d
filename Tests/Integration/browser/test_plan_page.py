"""What a reader can see and do in `apply --format html`."""

import pytest
from selenium.webdriver.common.keys import Keys

from command import CONFIGS, ROOT
from configs import HOSTILE, HUNDRED_THOUSAND, OVERRIDES


# Loading -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("config", [str(path.relative_to(ROOT)) for path in CONFIGS])
def test_every_config_opens_with_its_totals(page, reports, config):
    page.open(config)
    plan = reports.plan(config)
    assert page.text("h1") == plan["name"]
    shown = [tile.text for tile in page.all(".tile .big")]
    summary = plan["summary"]
    totals = [summary["trainable_elements"], summary["frozen_elements"], summary["elements"]]
    assert shown[:3] == [f"{number:,}" for number in totals]
    assert page.overflow() == 0


@pytest.mark.parametrize("name", ["mlp", "t5_small", "resnet18", "fasterrcnn_resnet50_fpn"])
def test_the_tree_holds_every_parameter_with_its_state(page, reports, name):
    config = f"configs/{name}.yaml"
    page.open(config)
    page.click("#expand")
    path: list[str] = []
    shown = {}
    ties = {}
    for level, own_name, is_alias, elements, state, is_leaf, kind in page.all_rows():
        path[level - 1 :] = [own_name]
        # A row of equal layers stands above them.
        full = ".".join(part for part in path[1:] if not part.startswith("{"))
        if is_alias:
            ties[full] = kind.removeprefix("= ")
        elif is_leaf and elements and kind.startswith(("[", "scalar")):
            shown[full] = (elements, state)
    expected = {
        parameter["name"]: (
            f"{parameter['elements']:,}",
            "trainable" if parameter["requires_grad"] else "frozen",
        )
        for parameter in reports.plan(config)["parameters"]
    }
    assert shown == expected
    assert list(shown) == list(expected)
    assert ties == {
        tied: parameter["name"]
        for parameter in reports.plan(config)["parameters"]
        for tied in parameter["tied_names"]
    }


def test_states_are_told_apart_by_sign_and_word(page):
    page.open("configs/resnet18.yaml")
    signs = page.script(
        "return Object.fromEntries([...document.querySelectorAll('#tree .row')].map((row) => ["
        "row.querySelector('.name').textContent, [row.querySelector('.label .icon:not(.twisty) use')"
        ".getAttribute('href'), row.querySelector('.state').textContent]]))"
    )
    assert signs["conv1"] == ["#i-frozen", "frozen"]
    assert signs["fc"] == ["#i-trainable", "trainable"]
    # fc has 512 * 1000 + 1000 of the 11,689,512 elements.
    assert signs["resnet18"] == ["#i-mixed", "4.39 % trains"]
    assert signs["relu"] == ["#i-none", ""]


def test_warnings_are_shown(page):
    config = page.reports.config(OVERRIDES.replace("name: 0.bias", "name: 1.bias"))
    page.open(config)
    assert "rule-without-effect" in page.text("#findings")


# Parameters and rules ------------------------------------------------------------------------------


def test_a_parameter_shows_every_rule_that_matched_and_which_decided(page):
    page.open(page.reports.config(OVERRIDES))
    page.search("0.bias")
    page.click(page.row("bias"))
    details = page.text("#details")
    assert "Rule 3, the last of 3 that match, makes it frozen." in details
    matches = [match.text for match in page.all("#details .matches li")]
    assert len(matches) == 3
    assert "start from nothing" in matches[0] and "overridden by rule 3" in matches[0]
    assert "{type: Linear}" in matches[1] and "overridden by rule 3" in matches[1]
    assert "{name: 0.bias}" in matches[2] and "decides" in matches[2] and "line 12" in matches[2]


def test_a_parameter_that_no_rule_matches_says_why_it_trains(page):
    page.open("configs/mlp.yaml")
    page.search("4.weight")
    page.click(page.row("weight"))
    assert "No rule matches, so it trains." in page.text("#details")
    assert "[40, 30]" in page.text("#details")
    assert "1,200 (57.42 % of the model)" in page.text("#details")


def test_a_tied_name_leads_to_the_parameter(page):
    page.open("configs/t5_small.yaml")
    page.search("lm_head")
    page.click(page.row("lm_head"))
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    assert "shared.weight" in page.text("#details")
    page.click("#details .link")
    assert page.text("#details h2") == "shared.weight"
    assert page.selected() == "weight"


def test_a_rule_lights_its_parameters_up_and_out(page):
    page.open(page.reports.config(OVERRIDES))
    page.click("#expand")
    plain = page.picture()
    page.click(".ledger tr[data-light='after:2'] button")
    lit = [row["name"] for row in page.rows() if row["lit"]]
    # Rule 2 matches both layers' four parameters, and rule 3 takes one away.
    assert lit == ["weight", "2", "weight", "bias"]
    assert page.one(".ledger tr[data-light='after:2'] button").get_attribute("aria-pressed") == "true"
    assert page.status() == "Lit: rule 2, which matches 4 parameters and decides 3"
    assert page.picture() != plain
    page.click("#only")
    assert page.status().startswith("4 of 6 names shown")
    page.press(Keys.ESCAPE)
    assert not [row for row in page.rows() if row["lit"]]
    assert page.picture() == plain


def test_equal_layers_are_one_row_and_those_that_differ_another(page):
    page.open("configs/llama3_8b.yaml")
    rows = [(row["name"], row["kind"], row["state"]) for row in page.rows()]
    at = [name for name, _, _ in rows].index("layers")
    assert rows[at + 1 : at + 3] == [
        ("{0..29}", "30 × LlamaDecoderLayer", "frozen"), ("{30,31}", "2 × LlamaDecoderLayer", "trainable")]
    elements = {row["name"]: row["elements"] for row in page.rows()}
    assert elements["{0..29}"] == "6,543,360,000"


def test_a_row_of_equal_layers_opens_and_closes_by_the_keyboard(page):
    page.open("configs/llama3_8b.yaml")
    page.click("#tree .row[aria-label^='{30,31}']")
    assert page.script("return document.querySelector('#details h2').textContent") == "model.layers.{30,31}"
    page.press(Keys.ARROW_RIGHT)
    rows = {row["name"]: row for row in page.rows()}
    assert rows["31"]["level"] == rows["{30,31}"]["level"] + 1
    assert (rows["31"]["position"], rows["31"]["size"]) == (2, 2)
    page.press(Keys.ARROW_RIGHT)
    assert [row["name"] for row in page.rows() if row["selected"] == "true"] == ["30"]
    page.press(Keys.ARROW_LEFT)
    page.press(Keys.ARROW_LEFT)
    assert "31" not in {row["name"] for row in page.rows()}
    assert page.script("return complaints") == []


def test_parameters_without_a_rule_can_be_lit(page):
    page.open("configs/mlp.yaml")
    page.click("#expand")
    page.click(".ledger tr[data-light='after:0'] button")
    assert [row["name"] for row in page.rows() if row["lit"]] == ["4", "weight", "bias"]


def test_lighting_a_rule_brings_its_first_parameter_into_sight(page):
    page.open("configs/llama3_8b.yaml")
    page.click("#collapse")
    page.click(".ledger tr[data-light='after:2'] button")
    lit = [row for row in page.rows() if row["lit"]]
    # The last two of 32 layers are lit as a whole, and stay one row.
    assert [row["name"] for row in lit][:2] == ["{30,31}", "norm"]
    assert lit[0]["expanded"] == "false"
    top, bottom = page.script(
        "const {scrollTop, clientHeight} = document.getElementById('tree');"
        "return [scrollTop, scrollTop + clientHeight]")
    assert top <= lit[0]["top"] <= bottom - 30


def test_the_ledger_says_what_each_rule_did(page):
    page.open(page.reports.config(OVERRIDES))
    rows = [row.text for row in page.all(".ledger tbody tr")]
    # Of the four that rule 2 matches, rule 3 has the last word on one.
    assert "overridden: 3 by rule 2, 1 by rule 3" in rows[0]
    assert "overridden: 1 by rule 3" in rows[1]
    assert "matches nothing" in rows[3]


# Hostile names -------------------------------------------------------------------------------------


def test_hostile_names_are_text(page):
    page.open(page.reports.config(HOSTILE))
    page.click("#expand")
    assert page.text("h1") == "</script><img src=x onerror=alert(1)>"
    assert page.driver.title == "</script><img src=x onerror=alert(1)> · freezespec"
    assert "</script><img src=x onerror=alert(4)>" in page.names()
    assert r"a\u202eb\u2028c" in page.names()
    assert "__proto__" in page.names()
    assert page.all("img, h1 *, [onclick], [onload], iframe, a[href^=javascript]") == []
    assert page.script("return document.scripts.length") == 2
    for query in ("<img", "__proto__", "constructor", "onclick"):
        page.search(query)
        page.click(page.all("#tree .row")[-1])
    page.point(0.1, 0.3)
    assert page.all("img, [onclick]") == []


def test_the_policy_stops_what_is_not_the_report(page, reports):
    path = reports.html("configs/mlp.yaml")
    text = path.read_text(encoding="utf-8")
    evil = reports.folder / "evil.html"
    evil.write_text(
        text.replace("</main>", "<script>window.broken = 1</script><img src=x onerror='broken=2'>"
                     "<p style='color: red'>red</p></main>"), encoding="utf-8")
    page.open(evil)
    assert page.script("return window.broken") is None
    violations = page.script("return complaints")
    assert {"script-src-elem", "script-src-attr", "style-src-attr", "img-src"} & set(violations)
    assert page.text("h1") == "mlp"
    # The complaints were asked for.
    page.script("complaints.length = 0")
    page.driver.get_log("browser")


# Size ----------------------------------------------------------------------------------------------


def test_a_hundred_thousand_parameters_open_soon(page):
    path = page.reports.html(page.reports.config(HUNDRED_THOUSAND))
    page.open("configs/mlp.yaml")
    cost = page.cost(lambda: page.driver.get(path.as_uri()))
    print(f"{path.stat().st_size:,} bytes, {cost:.1f} times the yardstick")
    assert page.status() == "100,000 parameters in 70,002 modules"
    assert cost < 8


def test_a_hundred_thousand_parameters_stay_quick(page):
    page.open(page.reports.html(page.reports.config(HUNDRED_THOUSAND)))
    actions = {
        "expand": lambda: page.script("document.getElementById('expand').click()"),
        "scroll": lambda: page.script("document.getElementById('tree').scrollTop = 2000000"),
        "search": lambda: page.script(
            "const box = document.getElementById('search'); box.value = '77.q.bias';"
            "box.dispatchEvent(new Event('input'))"),
        "clear": lambda: page.script("document.getElementById('clear').click()"),
        "light": lambda: page.script("document.querySelector('[data-light=\"after:2\"] button').click()"),
        "key": lambda: page.press(Keys.ARROW_DOWN),
        "resize": lambda: page.resize(1000, 900),
        "print": lambda: page.script("dispatchEvent(new Event('beforeprint'))"),
    }
    costs = {name: page.cost(action, tries=1) for name, action in actions.items()}
    print({name: round(cost, 2) for name, cost in costs.items()})
    assert max(costs.values()) < 6
