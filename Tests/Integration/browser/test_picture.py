"""The picture of a model: area is elements, colour and hatching are state."""

import pytest
from selenium.webdriver.common.keys import Keys


def test_the_picture_names_what_is_under_the_pointer(page):
    page.open("configs/resnet18.yaml")
    page.point(0.99, 0.5)
    tip = page.text(".tip")
    assert tip.startswith("fc.weight") and "[1000, 512]" in tip
    assert "512,000 elements · 4.38 %" in tip and "trainable" in tip


def test_a_click_in_the_picture_goes_to_the_tree(page):
    page.open("configs/resnet18.yaml")
    page.point(0.99, 0.5, click=True)
    assert page.selected() == "weight"
    assert page.text("#details h2") == "fc.weight"
    rows = {row["name"]: row for row in page.rows()}
    assert rows["fc"]["expanded"] == "true"


def test_a_click_in_the_picture_shows_what_a_search_hid(page):
    page.open("configs/resnet18.yaml")
    page.search("layer1")
    page.point(0.99, 0.5, click=True)
    assert page.text("#details h2") == "fc.weight"
    assert page.one("#search").get_attribute("value") == ""


def test_the_picture_by_keyboard(page):
    page.open("configs/mlp.yaml")
    page.script("document.querySelector('.map').focus()")
    page.press(Keys.END)
    assert page.script("return document.getElementById('map-status').textContent").startswith(
        "4.bias, [40], 40 elements · 1.91 %, trainable"
    )
    page.press(Keys.HOME, Keys.ARROW_RIGHT, Keys.ENTER)
    assert page.text("#details h2") == "0.bias"


# Notes what the picture writes from here on.
LABELS = """
window.labels = new Set();
CanvasRenderingContext2D.prototype.fillText = (label) => labels.add(label);
"""


@pytest.mark.parametrize("width", [1280, 900])
@pytest.mark.parametrize(
    "config, layer, count",
    [("bert_base", "layer", 12), ("gpt2", "h", 12), ("mixtral_8x7b", "layers", 32)])
def test_labels_tell_equal_layers_apart(page, config, layer, count, width):
    page.open(f"configs/{config}.yaml", width=width)
    page.script(LABELS)
    page.click("#theme")
    labels = page.script("return [...labels]")
    layers = [label.split(".")[:10] for label in labels]
    named = {parts[parts.index(layer) + 1].split("…")[0] for parts in layers if layer in parts}
    assert named == {str(number) for number in range(count)}
    # Each layer has its number once, and what is in it is told behind that.
    assert len([label for label in labels if f"{layer}." in label]) == count


def test_area_is_elements(page):
    page.open("configs/mlp.yaml")
    # Trainable are 1,240 of 2,090 elements; the fill of the theme tells them apart.
    share = page.script(
        "const base = document.querySelector('.base');"
        "const {width, height} = base;"
        "const pixels = base.getContext('2d').getImageData(0, 0, width, height).data;"
        "let count = 0;"
        "for (let at = 0; at < pixels.length; at += 4) {"
        "  if (pixels[at] > pixels[at + 2] + 60) count++;"
        "}"
        "return count / (width * height);"
    )
    assert abs(share - 1240 / 2090) < 0.02


def test_the_tip_names_the_rule_that_decides(page):
    page.open("configs/bert_base.yaml")
    page.script("document.querySelector('.map').focus()")
    page.press(Keys.HOME)
    tip = page.script("return document.querySelector('.tip').textContent")
    assert "bert.embeddings" in tip
    assert "rule 1 freeze {module: bert.embeddings}" in tip
    assert "rule 1 freeze {module: bert.embeddings}" in page.script(
        "return document.getElementById('map-status').textContent")
    page.press(Keys.END)
    assert "no rule" in page.script("return document.querySelector('.tip').textContent")
