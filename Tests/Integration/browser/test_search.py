"""What the search of a page finds, and what it says of it."""

import pytest
from selenium.webdriver.common.keys import Keys

from command import ROOT
from configs import OVERRIDES


def test_search_by_name_opens_the_way_to_what_matches(page):
    page.open("configs/t5_small.yaml")
    page.search("decoder.block.0 relative_attention")
    assert page.status() == "1 of 134 names shown"
    assert "relative_attention_bias" in page.names()
    assert "encoder" not in page.names()


def test_search_by_class_finds_modules_whole(page):
    page.open("configs/resnet18.yaml")
    page.search("class:batchnorm")
    assert page.status() == "40 of 62 names shown"
    assert {"bn1", "layer1"} <= set(page.names())
    assert "conv1" not in page.names()


def test_search_by_a_base_class(page):
    page.open("configs/resnet18.yaml")
    page.search("_BatchNorm")
    assert page.status() == "40 of 62 names shown"


def test_search_finds_modules_without_parameters(page):
    page.open("configs/resnet18.yaml")
    page.search("AdaptiveAvgPool")
    assert page.names() == ["resnet18", "avgpool"]


def test_search_by_rule(page):
    page.open(page.reports.config(OVERRIDES))
    page.search("rule:3")
    assert page.names()[-1] == "bias"
    assert page.status() == "1 of 6 names shown"
    page.search("rule:learn")
    assert page.status() == "4 of 6 names shown"


def test_a_word_of_a_rule_alone_finds_its_parameters(page):
    page.open(page.reports.config(OVERRIDES))
    page.search("learn")
    assert "4 of 6 names shown" in page.status() and "1 rule does" in page.status()
    assert len(page.all(".ledger .is-found")) == 1
    page.search("freeze")
    assert "3 rules do)" in page.status()


def test_a_rule_is_found_by_its_number_with_a_space_too(page):
    page.open(page.reports.config(OVERRIDES))
    page.search("rule 2")
    assert page.status() == "4 of 6 names shown"
    page.search("weight rule 3")
    assert page.status() == "0 of 6 names shown"
    page.search("rule 7")
    assert page.status() == "0 of 6 names shown (no rule 7)"


@pytest.mark.parametrize("glob", [
    "*.bias", "bert.encoder.layer.?.*", "*.layer.{0..2}.*", "*.layer.1[01].*", "encoder.*",
    "*.{query,key}.weight", "*.layer.[!1]*.bias", "bert.*.LayerNorm.weight"])
def test_a_glob_finds_what_it_matches_in_a_rule(page, glob):
    model = (ROOT / "configs/bert_base.yaml").read_text(encoding="utf-8").split("\nrules:")[0]
    rule = f'\nrules:\n  - freeze: "{glob}"\n    optional: true\n'
    config = page.reports.config(model + rule)
    parameters = page.reports.plan(config)["parameters"]
    matching = [entry for entry in parameters if not entry["requires_grad"]]
    page.open(config)
    page.search(glob)
    assert page.status() == f"{len(matching)} of {len(parameters)} names shown"


def test_a_glob_of_a_class(page):
    page.open("configs/resnet18.yaml")
    page.search("class:batch*2d")
    assert page.status() == "40 of 62 names shown"
    page.search("class:batch*3d")
    assert page.status() == "0 of 62 names shown"


def test_search_for_what_no_rule_matches(page):
    page.open("configs/mlp.yaml")
    page.search("rule:none")
    assert page.status() == "2 of 6 names shown"
    assert page.names() == ["mlp", "4"]


def test_search_for_modules_of_both_states(page):
    page.open("configs/bert_base.yaml")
    page.search("is:mixed")
    assert page.status() == "4 modules of both states shown"
    assert page.names() == ["bert_base", "bert", "encoder", "layer"]
    page.search("is:mixed class:BertPooler")
    assert page.one("#empty").is_displayed()


def test_search_for_tied_names(page):
    page.open("configs/t5_small.yaml")
    page.search("is:tied")
    ties = sum(1 + len(entry["tied_names"])
               for entry in page.reports.plan("configs/t5_small.yaml")["parameters"]
               if entry["tied_names"])
    assert page.status() == f"{ties} of 134 names shown"


def test_search_says_what_it_takes(page):
    page.open("configs/mlp.yaml")
    for example in ("*.bias", "class:Linear", "rule:1", "rule:none", "is:mixed"):
        assert example in page.text("#syntax")
    assert "is:changed" not in page.text("#syntax")
    page.search("is:changed")
    assert page.status().endswith("(is: takes frozen, trainable, mixed, tied)")


def test_search_for_nothing_says_so(page):
    page.open("configs/mlp.yaml")
    page.search("zebra")
    assert page.one("#empty").is_displayed()
    page.press(Keys.ESCAPE)
    assert not page.one("#empty").is_displayed()
    assert page.names()[0] == "mlp"


def test_one_state_alone(page):
    page.open("configs/mlp.yaml")
    page.click("[data-state=trainable]")
    assert page.status() == "2 of 6 names shown"
    assert page.one("[data-state=trainable]").get_attribute("aria-pressed") == "true"
    page.click("#clear")
    assert page.status() == "6 parameters in 6 modules"
