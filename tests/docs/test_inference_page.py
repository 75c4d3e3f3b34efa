"""The page on inference: its commands run, and the arithmetic that it works through is the program's."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

import pytest

from docs.commands import PROGRAM, installed, run
from docs.markdown import ROOT, blocks, page, tables
from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.inference import Inference, infer
from openfisca_china_personnel.inference.intervals import of_figure
from openfisca_china_personnel.inference.numerals import shown
from openfisca_china_personnel.inference.person_months import at_standard

PAGE = "docs/inference.md"
RESULTS = "docs/results.md"


@pytest.fixture(scope="module")
def document() -> Document:
    found = read_document(ROOT / "examples/nia-2023/nia-2023.figures.yaml")
    assert isinstance(found, Document)
    return found


@pytest.fixture(scope="module")
def found(document: Document) -> Inference:
    return infer(document)


def test_its_commands_run() -> None:
    (shown,) = [block for block in blocks(PAGE) if block.text.startswith(PROGRAM)]
    for line in shown.lines:
        assert "1641" in run(installed(line), ROOT, "zh_CN.UTF-8").replace(",", "") or "--r" in line


def test_the_person_months_are_those_of_the_line(document: Document) -> None:
    (table,) = [table for table in tables(PAGE) if table[0][0] == "year"]
    for year, printed, *numbers in table[1:]:
        figure = document.figure("2210202", column="budget" if year == "2023" else "prior_year_actual")
        assert figure is not None
        assert figure.printed == printed
        yuan = of_figure(figure)
        fits = at_standard(yuan, Fraction(90))
        assert fits.low == fits.high == int(numbers[0])
        assert yuan.low is not None
        assert yuan.high is not None
        # The fewest are those whose 130 yuan reach the interval, the most those whose 70 yuan do not pass it.
        assert (math.ceil(yuan.low / 130), math.floor(yuan.high / 70)) == (int(numbers[1]), int(numbers[2]))


def test_the_bases_are_those_of_the_lines(document: Document) -> None:
    (table,) = [table for table in tables(PAGE) if table[0][0] == "line"]
    for code, interval, rate, base in table[1:]:
        figure = document.figure(code)
        assert figure is not None
        yuan = of_figure(figure)
        assert [yuan.low, yuan.high] == [Fraction(Decimal(each.replace(",", ""))) for each in interval.split("–")]
        in_wan = yuan.times(100 / Fraction(rate.rstrip("%"))).times(Fraction(1, 10_000))
        assert in_wan.low is not None
        assert in_wan.high is not None
        assert [shown(in_wan.low, 4).replace(",", ""), shown(in_wan.high, 4).replace(",", "")] == base.split("–")


def test_what_it_says_of_contradictions_is_what_is_found(found: Inference) -> None:
    said = " ".join(each.text.en for each in found.conflicts)
    text = page(PAGE)
    for number in ("10,002", "833.5", "15,002", "1,250.2", "2,110", "20.3 %", "8.6 %"):
        assert number in text
    for number in ("10,002", "833.5", "15,002", "1,250.2", "2,110", "20.3 %"):
        assert number in said


def test_the_bounds_that_it_names_are_found(found: Inference) -> None:
    rate, before = found.quantity("housing_fund_rate", 2023), found.quantity("rent_subsidy_person_months", 2022)
    assert rate is not None
    assert before is not None
    assert rate.bounds.low == Fraction("0.0546")
    assert before.bounds.low == 1021
    assert "5.46 %" in page(PAGE)


def test_the_shape_has_every_key(found: Inference) -> None:
    (shape,) = [block.text for block in blocks(RESULTS) if block.text.startswith('{"quantities"')]
    keys = set(re.findall(r'"(\w+)"', shape))
    data = found.to_dict()
    assert set(data) | {key for name in ("quantities", "conflicts", "year_on_year") for key in data[name][0]} == keys


def test_every_quantity_is_named(found: Inference) -> None:
    explained = page(RESULTS)
    for each in found.quantities:
        assert f"`{each.name.replace('_head_month', '_year')}`" in explained
