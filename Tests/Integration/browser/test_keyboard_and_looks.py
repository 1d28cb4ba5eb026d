"""A page by keyboard and to assistive tools, in both themes, on phones and on paper."""

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver.common.keys import Keys

from configs import HOSTILE, OVERRIDES


# Keyboard and roles --------------------------------------------------------------------------------


def test_the_tree_by_keyboard(page):
    page.open("configs/mlp.yaml")
    page.click(page.row("mlp"))
    page.press(Keys.ARROW_DOWN)
    assert page.selected() == "0"
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert page.selected() == "weight"
    assert page.text("#details h2") == "0.weight"
    page.press(Keys.ARROW_LEFT)
    assert page.selected() == "0"
    page.press(Keys.ARROW_LEFT)
    assert "weight" not in page.names()
    page.press(Keys.END)
    assert page.selected() == "4"
    page.press(Keys.HOME)
    assert page.selected() == "mlp"
    page.press("2")
    assert page.selected() == "2"
    page.press("*")
    assert page.names().count("weight") == 3


def test_a_click_selects_and_a_second_one_opens(page):
    page.open("configs/mlp.yaml")
    page.click(page.row("4"))
    assert page.selected() == "4" and "bias" not in page.names()
    page.click(page.row("4"))
    assert page.names()[-2:] == ["weight", "bias"]
    page.click(page.one(f"#{page.row('4').get_attribute('id')} .twisty"))
    assert "bias" not in page.names()


def test_one_row_takes_part_in_the_tab_order(page):
    page.open("configs/llama3_8b.yaml")
    page.click("#expand")
    page.click(page.row("model"))
    for _ in range(3):
        page.press(Keys.PAGE_DOWN)
        rows = page.rows()
        assert [row["tabindex"] for row in rows].count(0) == 1
        focused = page.script("return Number(document.activeElement.dataset.row)")
        assert focused == next(row["id"] for row in rows if row["tabindex"] == 0)


def test_the_focused_row_survives_scrolling_away(page):
    page.open("configs/llama3_8b.yaml")
    page.click("#expand")
    page.click(page.row("model"))
    page.script("document.getElementById('tree').scrollTop = 6000")
    page.frames()
    page.press(Keys.ARROW_DOWN)
    assert page.selected() == "embed_tokens"


def test_slash_searches_and_escape_clears(page):
    page.open("configs/mlp.yaml")
    page.press("/")
    assert page.script("return document.activeElement.id") == "search"
    page.press("w", "e", "i")
    assert page.status() == "3 of 6 names shown"
    page.press(Keys.ESCAPE)
    assert page.one("#search").get_attribute("value") == ""
    assert page.script("return document.activeElement.getAttribute('role')") == "treeitem"


def test_rows_tell_their_place(page):
    page.open("configs/mlp.yaml")
    rows = page.rows()
    assert [(row["level"], row["position"], row["size"]) for row in rows[:3]] == [
        (1, 1, 1), (2, 1, 5), (2, 2, 5)]
    assert rows[0]["label"] == "mlp, Sequential, 2,090 elements, 100 % of the model, 59.33 % trains"


@pytest.mark.parametrize("dark", [False, True])
def test_accessibility_rules(page, dark):
    page.open(page.reports.config(OVERRIDES), dark=dark)
    page.click(".ledger tr[data-light='after:2'] button")
    results = Axe().run(page.driver)
    assert [(found["id"], [node["html"][:120] for node in found["nodes"]])
            for found in results["violations"]] == []


# Looks ---------------------------------------------------------------------------------------------


def background(page) -> str:
    return page.script("return getComputedStyle(document.body).backgroundColor")


def test_dark_where_the_reader_prefers_it_and_by_the_button(page):
    page.open("configs/mlp.yaml", dark=True)
    dark = background(page)
    picture = page.picture()
    assert page.one("#theme").get_attribute("aria-pressed") == "true"
    page.click("#theme")
    assert background(page) == "rgb(255, 255, 255)" != dark
    assert page.picture() != picture
    page.click("#theme")
    assert background(page) == dark
    assert page.picture() == picture


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 380])
def test_text_has_contrast(page, dark, width):
    config = page.reports.config(OVERRIDES.replace("name: 0.bias", "name: 1.bias"))
    page.open(config, width=width, dark=dark)
    page.click("#expand")
    page.click(".ledger tr[data-light='after:2'] button")
    page.search("1.bias")
    page.click(page.row("bias"))
    assert page.faint_text() == []


@pytest.mark.parametrize("width", [380, 320])
@pytest.mark.parametrize("config", ["configs/mlp.yaml", "configs/mixtral_8x7b.yaml", HOSTILE])
def test_a_phone_scrolls_one_way_only(page, config, width):
    if config == HOSTILE:
        config = page.reports.config(HOSTILE)
    page.open(config, width=width, height=700)
    assert page.overflow() == 0
    assert not page.one("#details").is_displayed()
    page.click("#expand")
    page.click(page.all("#tree .row")[2])
    assert page.one("#details").is_displayed()
    assert page.overflow() == 0
    page.click("#details .close")
    assert not page.one("#details").is_displayed()


def test_names_are_whole_where_there_is_room(page):
    page.open("configs/mixtral_8x7b.yaml")
    page.search("layernorm.weight")
    assert "post_attention_layernorm" in page.names()
    cut = page.script(
        "return [...document.querySelectorAll('#tree .name')]"
        ".filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent)")
    assert cut == []
    kinds = page.script(
        "return [...document.querySelectorAll('#tree .class')]"
        ".filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent)")
    assert kinds == []


def test_paper_keeps_a_heading_with_its_chart(page):
    page.open("configs/mlp.yaml", width=700)
    page.prefer(dark=False, media="print")
    breaks = page.script(
        "const look = (selector, side) => [...document.querySelectorAll(selector)]"
        ".map((made) => getComputedStyle(made)[side]);"
        "return [look('#softmax h2, #softmax .hint', 'breakAfter'), look('#softmax .chart', 'breakInside')]")
    assert breaks == [["avoid", "avoid"], ["avoid"]]


def test_paper_gets_a_table_a_drawing_and_no_controls(page):
    page.open("configs/resnet18.yaml", width=700, dark=True)
    page.prefer(dark=True, media="print")
    page.script("dispatchEvent(new Event('beforeprint'))")
    table = page.text("#print-tree")
    assert "layer4" in table and "fc" in table
    # Frozen as a whole, and so not taken apart.
    assert "layer4.0" not in table
    assert len(page.all("#print-picture rect.frozen")) > 15
    for hidden in ("#search", "#tree", ".map", "#theme"):
        assert not page.one(hidden).is_displayed()
    assert background(page) == "rgb(255, 255, 255)"
    page.script("dispatchEvent(new Event('afterprint'))")
    assert page.one("#print-tree").get_attribute("textContent") == ""
