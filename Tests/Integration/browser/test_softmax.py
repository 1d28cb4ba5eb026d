"""The softmax of a page as bars and numbers."""

import pytest


def test_softmax_bars_at_both_temperatures(page):
    page.open("configs/mlp.yaml")
    assert [head.text for head in page.all("#softmax thead th")][3:] == ["T = 0.6", "T = 1"]
    values = [text.text for text in page.all("#softmax .value")]
    # torch.tensor([[1., 2., 3.]]).div(0.6).softmax(1), and without the division
    assert values == ["0.0291", "0.0900", "0.1542", "0.2447", "0.8166", "0.6652"]
    # All of a bar's room is a probability of 1, as the axis says.
    assert page.text("#softmax thead .scale").split("\n")[-3:] == ["0", "0.5", "1"]
    shares = page.script(
        "return [...document.querySelectorAll('#softmax .pair i')].map((bar) =>"
        " bar.getBoundingClientRect().width / (bar.parentElement.getBoundingClientRect().width - 1))")
    assert abs(shares[4] - 0.8166268) < 0.01
    assert abs(shares[5] - 0.6652410) < 0.01


LOGITS = """
model: [ReLU]
softmax:
  temperature: 0.6
  logits: [{}]
"""


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_tiny_probabilities_do_not_overlap(page, width):
    page.open(page.reports.config(LOGITS.format("3, 50, 100, 99.99, -1e300")), width=width)
    values = page.all("#softmax .value")
    # exp(-97 / 0.6) and exp(-97), over what all make.
    assert values[0].text.endswith("e-71") and values[1].text.endswith("e-43")
    # What is some is not printed as none, and what is none is.
    assert values[8].text == "0"
    boxes = [value.rect for value in page.all("#softmax tbody td")]
    for one in boxes:
        for other in boxes:
            assert one == other or (
                one["x"] + one["width"] <= other["x"] + 0.5 or other["x"] + other["width"] <= one["x"] + 0.5
                or one["y"] + one["height"] <= other["y"] + 0.5
                or other["y"] + other["height"] <= one["y"] + 0.5)
    assert all(page.script("return arguments[0].scrollWidth <= arguments[0].clientWidth", value)
               for value in values)
    assert page.overflow() == 0


def test_many_logits_show_the_most_probable_and_all_on_demand(page):
    page.open(page.reports.config(LOGITS.format(", ".join(str(number / 4) for number in range(40)))))
    rows = [row.text.split() for row in page.all("#softmax tbody tr")]
    assert [row[0] for row in rows] == [str(number) for number in range(28, 40)] + ["28"]
    assert rows[-1][:2] == ["28", "others"]
    sums = [sum(float(row[column]) for row in rows) for column in (-2, -1)]
    assert sums == pytest.approx([1, 1], abs=1e-3)
    page.click("#softmax .link")
    assert len(page.all("#softmax tbody tr")) == 40
    assert page.text("#softmax .link") == "Show the most probable"


SWEEP = """
model: [ReLU]
softmax:
  temperature: [1, 2, 4]
  logits: [[2, 0.5, -.inf], [0, 20, 1]]
  teacher: [[3, 1, -.inf], [0, 10, 1]]
"""


def test_a_sweep_has_a_column_for_each_temperature_and_bars_of_one_length(page):
    page.open(page.reports.config(SWEEP))
    heads = [head.text for head in page.all("#softmax .chart:first-child thead th")]
    assert heads == ["#", "logit", "teacher", "T = 1", "teacher", "T = 2", "teacher", "T = 4", "teacher"]
    rows = [row.text.split() for row in page.all("#softmax .chart:first-child tbody tr")]
    assert rows[2][:4] == ["2", "-inf", "-inf", "0"]
    foot = [row.text.split() for row in page.all("#softmax .chart:first-child tfoot tr")]
    # torch.special.entr(torch.tensor([2., 0.5]).softmax(0)).sum(), and at the other temperatures
    assert foot[0] == ["entropy", "0.4751", "0.6275", "0.6759"]
    assert [row[0] for row in foot] == ["entropy", "classes", "T²"]
    assert "mean loss" in page.text("#softmax")
