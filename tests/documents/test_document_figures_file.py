"""Figures files: every scalar as text, every fault at once with its line, and the way there and back."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from openfisca_china_personnel.documents import Document, Row, Table, read_document, write_figures
from openfisca_china_personnel.faults import InputFaults

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, text: str) -> Document:
    file = tmp_path / "x.figures.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return read_document(file)


def faults(tmp_path: Path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InputFaults) as caught:
        read(tmp_path, text)
    return [(fault.line, fault.text.en) for fault in caught.value.faults]


GOOD = """\
    unit: 某某局
    year: 2023
    kind: budget
    amount_unit: 万元
    tables:
      "5":
        title: 一般公共预算支出表
        lines:
          "208": {name: 社会保障和就业支出, budget: 200.00}
          2080505: {name: 养老, budget: 200.00, prior_year_actual: 0, change: '-', 其他/列: "1,234.50"}
"""


def test_scalars_keep_their_form(tmp_path: Path) -> None:
    document = read(tmp_path, GOOD)
    row = document.tables[0].rows[1]
    assert row.values == {"budget": "200.00", "prior_year_actual": "0", "其他/列": "1234.50"}
    assert (row.code, row.parent, row.line) == ("2080505", "208", 10)
    assert (document.tables[0].number, document.tables[0].scope) == ("5", "general")


def test_there_and_back(tmp_path: Path) -> None:
    table = Table(
        number="3",
        title="单位支出总表",
        scope="all",
        amount_unit="万元",
        page=4,
        columns=("total", "basic", "project"),
        rows=(
            Row("208", "社会保障和就业支出", None, 4, 10, {"total": "10.50"}, ("basic", "project")),
            Row("total", "合计", None, 4, 11, {"total": "10.50", "project": "10.50"}),
        ),
    )
    yuan = Table(
        "3", "一般公共预算支出表", "general", "元", None, ("budget",), (Row("208", "x", values={"budget": "1"}),)
    )
    document = Document(None, 2023, "final_accounts", None, (table, yuan), source='a "b".txt')
    again = read(tmp_path, write_figures(document))
    assert (again.unit, again.year, again.kind, again.source) == (None, 2023, "final_accounts", 'a "b".txt')
    for before, after in zip(document.tables, again.tables, strict=True):
        assert (before.number, before.title, before.scope) == (after.number, after.title, after.scope)
        assert (before.amount_unit, before.columns) == (after.amount_unit, after.columns)
        for left, right in zip(before.rows, after.rows, strict=True):
            assert (left.code, left.name, left.values) == (right.code, right.name, right.values)
            assert left.uncertain == right.uncertain


def test_all_faults_at_once_with_their_lines(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        """\
        unit: 某某局
        year: 23
        amount_unit: 百万元
        colour: red
        tables:
          "5":
            title: 一般公共预算支出表
            scope: some
            lines:
              "2080505": {budget: about 5}
              "20": {budget: 5}
        """,
    )
    assert [line for line, _ in found] == [2, 3, 4, 8, 10, 11]
    assert "colour" in found[2][1]


def test_duplicate_keys_are_refused_with_both_lines(tmp_path: Path) -> None:
    found = faults(tmp_path, GOOD + '          "208": {budget: 1}\n')
    assert found == [(11, "“208” stands twice, first in line 9; keep one of them")]


@pytest.mark.parametrize(
    ("line", "word"),
    [("    year: 2023\n", "year"), ("    amount_unit: 万元\n", "amount_unit")],
)
def test_what_is_missing_is_named(tmp_path: Path, line: str, word: str) -> None:
    found = faults(tmp_path, GOOD.replace(line, ""))
    assert len(found) == 1
    assert word in found[0][1]


@pytest.mark.parametrize("text", ["- a\n", "unit: [\n", "a: {b\n", "just words\n"])
def test_what_is_no_mapping_is_a_fault_and_no_traceback(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)


def test_an_amount_null_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, GOOD.replace("budget: 200.00}", "budget: null}"))
    assert [line for line, _ in found] == [9]


def test_a_table_may_have_its_own_unit(tmp_path: Path) -> None:
    text = GOOD.replace("        lines:", "        amount_unit: 元\n        lines:")
    figure = read(tmp_path, text).figure("2080505")
    assert figure is not None
    assert figure.yuan == Decimal("200.00")
    assert figure.half_last_place == Decimal("0.005")


def test_final_accounts_report_the_actual(tmp_path: Path) -> None:
    text = GOOD.replace("kind: budget", "kind: final_accounts").replace("budget: 200.00", "budget: 9, actual: 200.00")
    figure = read(tmp_path, text).figure("2080505")
    assert figure is not None
    assert (figure.column, figure.printed) == ("actual", "200.00")


def test_one_figure_for_two_differing_prints_is_uncertain() -> None:
    def table(printed: str) -> Table:
        row = Row("208", "x", values={"budget": printed})
        return Table("5", "一般公共预算支出表", "general", "万元", None, ("budget",), (row,))

    figure = Document("x", 2023, "budget", "万元", (table("1.00"), table("1.01"))).figure("208")
    assert figure is not None
    assert (figure.printed, figure.uncertain) == ("1.00", True)


def test_an_open_figure_is_refused_and_not_called_absent() -> None:
    row = Row("208", "x", values={"total": "1.00"}, uncertain=("basic",))
    table = Table("5", "一般公共预算支出表", "general", "万元", None, ("total", "basic"), (row,))
    document = Document("x", 2023, "budget", "万元", (table,))
    with pytest.raises(InputFaults):
        document.figure("208", column="basic")
    figure = document.figure("208")
    assert figure is not None
    assert figure.printed == "1.00"


def test_the_frame_has_a_row_a_figure(tmp_path: Path) -> None:
    frame = read(tmp_path, GOOD).to_frame()
    assert frame["amount"].to_list() == ["200.00", "200.00", "0", "1234.50"]
    assert frame["yuan"].to_list()[0] == Decimal("2000000")


def test_no_table_is_a_fault_beside_the_others(tmp_path: Path) -> None:
    found = faults(tmp_path, "year: 1\namount_unit: 元\ntables: {}\n")
    assert ["tables" in text for _, text in found] == [True, False]


DEEP = "[" * 5000 + "]" * 5000


@pytest.mark.parametrize("text", [DEEP, f"unit: {DEEP}\n", "{a: " * 5000 + "}" * 5000])
def test_deep_nesting_is_no_valid_yaml(tmp_path: Path, text: str) -> None:
    ((_, sentence),) = faults(tmp_path, text)
    assert "is not valid YAML" in sentence


@pytest.mark.parametrize(
    "text", ["&a [*a]\n", "unit: &a [*a]\n", "&a {unit: *a, tables: *a}\n", "tables: &a {x: *a}\n", "? &a [*a]\n: b\n"]
)
def test_what_holds_itself_is_a_fault_and_no_traceback(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)


def test_a_name_near_a_fixed_column_is_a_slip(tmp_path: Path) -> None:
    text = GOOD.replace("支出, budget: 200.00", "支出, bugdet: 200.00")
    assert faults(tmp_path, text) == [(9, "“bugdet” is no fixed column; did you mean “budget”?")]
    with pytest.raises(InputFaults) as caught:
        read(tmp_path, GOOD.replace("        lines:", "        columns: [Budget]\n        lines:"))
    assert "是否应为“budget”？" in caught.value.faults[0].text.zh


def test_a_column_of_its_own_name_stays(tmp_path: Path) -> None:
    text = GOOD.replace("支出, budget: 200.00", "支出, budget: 200.00, 结转: 1, carried_over: 2")
    assert dict(read(tmp_path, text).tables[0].rows[0].values) == {"budget": "200.00", "结转": "1", "carried_over": "2"}


def test_accounting_brackets_are_a_minus(tmp_path: Path) -> None:
    text = GOOD.replace("change: '-'", "change: '（1,234.56）'")
    assert read(tmp_path, text).tables[0].rows[1].values["change"] == "-1234.56"
