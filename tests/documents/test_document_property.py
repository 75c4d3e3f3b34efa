"""Random consistent tables, printed with blanks dropped, are read back right or marked uncertain: never wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openfisca_china_personnel.documents.lines import numbered
from openfisca_china_personnel.documents.text_reader import Source, read_text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document, Table

EXPENDITURE = ("total", "basic", "project", "remitted", "business", "affiliated")
GENERAL = (
    "prior_year_actual",
    "prior_year_actual_less_capital",
    "budget",
    "basic",
    "project",
    "budget_less_capital",
    "change",
    "change_percent",
)
BASIC = ("total", "personnel", "operating")
HEADS = {
    EXPENDITURE: "单位支出总表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"
    "上缴上级支出 事业单位经营支出 对附属单位补助支出",
    GENERAL: "一般公共预算支出表\n单位：万元\n功能分类科目 2022年执行数 2023年预算数 2023年预算数比2022年执行数\n"
    "科目编码 科目名称 执行数 扣除中央基建投资后执行数\n"
    "年初预算数 扣除中央基建投资后预算数 增减额 增减(%)\n小计 基本支出 项目支出",
    BASIC: "一般公共预算基本支出表\n单位：万元\n科目编码 科目名称 合计 人员经费 公用经费",
}
ITEMS = ("2040201", "2040202", "2080505", "2080506", "2080599", "2210201", "2210203")
ECONOMIC = ("30101", "30108", "30113", "30201", "30299", "30304")

Amounts = Mapping[str, int]  # fen by column
Printed = dict[str, dict[str, str]]  # figures by code and column


@dataclass
class Style:
    """How a document prints nothing, and whether it drops zeros at the end."""

    blanks: st.DataObject
    trims: bool

    def cell(self, fen: int) -> tuple[str, str | None]:
        """What is printed for an amount in 万元, and the figure that a reader must find there."""
        rounded = (Decimal(fen) / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if not rounded:
            token = self.blanks.draw(st.sampled_from(["", "", "-", "0.00"]))
            return token, token if token == "0.00" else None
        text = f"{rounded:f}"
        text = text.rstrip("0").rstrip(".") if self.trims else text
        return f"{Decimal(text):,}" if "." in text else text, text

    def percent(self, old: int, new: int) -> tuple[str, str | None]:
        if not old:
            return self.blanks.draw(st.sampled_from(["", "-"])), None
        text = f"{(Decimal(new - old) / old * 100).quantize(Decimal('0.1'), ROUND_HALF_UP):f}"
        return text, text


def with_sums(leaves: Mapping[str, Amounts], cuts: tuple[int, ...]) -> dict[str, dict[str, int]]:
    """The leaves with every class above them and the line of totals."""
    table: dict[str, dict[str, int]] = {}
    for code, amounts in leaves.items():
        for above in (*(code[:cut] for cut in cuts), code, "total"):
            row = table.setdefault(above, dict.fromkeys(amounts, 0))
            for column, amount in amounts.items():
                row[column] += amount
    return {code: table[code] for code in sorted(table)}


def printed_table(columns: tuple[str, ...], rows: Mapping[str, Amounts], style: Style) -> tuple[str, Printed]:
    lines, expected = [HEADS[columns]], {}
    for code, amounts in rows.items():
        cells = {c: style.cell(amounts[c]) for c in columns if c != "change_percent"}
        if "change_percent" in columns:
            less = (amounts["prior_year_actual_less_capital"], amounts["budget_less_capital"])
            cells["change_percent"] = style.percent(*less)
        tokens = [token for token, _ in cells.values() if token]
        if not tokens:
            continue
        lines.append(" ".join(["合计" if code == "total" else f"{code} 某某支出", *tokens]))
        expected[code] = {column: figure for column, (_, figure) in cells.items() if figure is not None}
    return "\n".join(lines), expected


AMOUNT = st.one_of(st.just(0), st.integers(1_000_000, 10**11), st.integers(10**6, 10**7).map(lambda n: n * 10_000))
RARE = st.one_of(st.just(0), st.just(0), st.just(0), AMOUNT)


@st.composite
def documents(draw: st.DrawFn) -> tuple[dict[str, Amounts], dict[str, Amounts], dict[str, Amounts]]:
    """The leaves of the three tables in fen, consistent with each other."""
    general: dict[str, Amounts] = {}
    everything: dict[str, Amounts] = {}
    for code in draw(st.lists(st.sampled_from(ITEMS), min_size=1, unique=True)):
        basic, project, prior = draw(AMOUNT), draw(RARE), draw(AMOUNT)
        capital = draw(st.sampled_from([0, 0, project // 2]))
        prior_capital = draw(st.sampled_from([0, 0, prior // 3]))
        less, prior_less = basic + project - capital, prior - prior_capital
        general[code] = dict(
            zip(GENERAL, (prior, prior_less, basic + project, basic, project, less, less - prior_less, 0), strict=True)
        )
        parts = (basic + draw(RARE), project + draw(RARE), draw(RARE), draw(RARE), draw(RARE))
        everything[code] = dict(zip(EXPENDITURE, (sum(parts), *parts), strict=True))
    left = sum(amounts["basic"] for amounts in general.values())
    economic: dict[str, Amounts] = {}
    for code in draw(st.lists(st.sampled_from(ECONOMIC), min_size=1, unique=True)):
        amount = left if code == ECONOMIC[-1] else min(left, draw(AMOUNT))
        left -= amount
        economic[code] = {
            "total": amount,
            "personnel": amount if code[:3] != "302" else 0,
            "operating": amount if code[:3] == "302" else 0,
        }
    if left:
        economic["30999"] = {"total": left, "personnel": left, "operating": 0}
    return everything, general, economic


def read(text: str) -> Document:
    return read_text([Source("x.txt", numbered(text))])


def assert_never_wrong(table: Table, expected: Printed) -> None:
    assert [row.code for row in table.rows] == list(expected)
    for row in table.rows:
        for column in table.columns:
            if column not in row.uncertain:
                assert row.values.get(column) == expected[row.code].get(column), (row, expected[row.code])
            else:
                assert column not in row.values


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(documents(), st.booleans(), st.data())
def test_whole_documents(
    leaves: tuple[dict[str, Amounts], dict[str, Amounts], dict[str, Amounts]], trims: bool, data: st.DataObject
) -> None:
    style = Style(data, trims)
    parts, expected = [], []
    for columns, rows, cuts in zip((EXPENDITURE, GENERAL, BASIC), leaves, ((3, 5), (3, 5), (3,)), strict=True):
        text, figures = printed_table(columns, with_sums(rows, cuts), style)
        if any(figures.values()):
            parts.append(text)
            expected.append((columns, figures))
    if not expected:
        return
    found = {table.columns: table for table in read("\n".join(parts)).tables}
    for columns, figures in expected:
        assert_never_wrong(found[columns], figures)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(documents(), st.sampled_from([0, 1, 2]), st.data())
def test_one_table_alone(
    leaves: tuple[dict[str, Amounts], dict[str, Amounts], dict[str, Amounts]], which: int, data: st.DataObject
) -> None:
    columns = (EXPENDITURE, GENERAL, BASIC)[which]
    cuts = (3,) if which == 2 else (3, 5)
    text, figures = printed_table(columns, with_sums(leaves[which], cuts), Style(data, trims=False))
    if any(figures.values()):
        (table,) = read(text).tables
        assert_never_wrong(table, figures)


def test_the_reader_decides_where_it_can() -> None:
    """A property of never being wrong is kept by deciding nothing, so here is what must be decided."""
    rows = "208 某某支出 3.00 1.00 2.00\n2080505 某某支出 1.00 1.00\n2080599 某某支出 2.00 2.00\n合计 3.00 1.00 2.00"
    head = "一般公共预算支出表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出"
    (table,) = read(f"{head}\n{rows}").tables
    assert [dict(row.values) for row in table.rows[1:3]] == [
        {"total": "1.00", "basic": "1.00"},
        {"total": "2.00", "project": "2.00"},
    ]
