"""What is shown of each result: titles, columns and rows, before any format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import singledispatch

from openfisca_china_personnel.budget import Budget, BudgetItem
from openfisca_china_personnel.comparison import SCOPES, VERDICTS, Comparison
from openfisca_china_personnel.documents import Document, Table
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.rules import Rules
from openfisca_china_personnel.scenario import Outcome

Cell = Text | str | int | Decimal | None


@dataclass(frozen=True)
class Column:
    """A column's heading; ``amounts`` are set to the right and grouped in thousands."""

    heading: Text
    amounts: bool = False


@dataclass(frozen=True)
class Section:
    """One table; ``code_column`` says which column holds subject codes, so that notes find their lines."""

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Report:
    """A result ready to be shown: sections, then notes."""

    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = field(default=())


_CODE = Column(Text("科目编码", "Code"))
_NAME = Column(Text("科目名称", "Line"))
_UNIT = Column(Text("单位", "Unit"))
_LOW = Column(Text("下限", "Low"), amounts=True)
_HIGH = Column(Text("上限", "High"), amounts=True)
_AMOUNT = Column(Text("应列金额", "Expected"), amounts=True)

_EMPLOYEE = {
    "housing_fund_employee": Text("住房公积金个人缴存", "Housing fund, own side"),
    "pension_employee": Text("基本养老保险个人缴费", "Basic pension, own side"),
    "annuity_employee": Text("职业年金个人缴费", "Occupational annuity, own side"),
}


@singledispatch
def view_of(result: object) -> Report:
    """The report of a budget, a comparison, an outcome or a document."""
    raise TypeError(f"nothing is known of how to show a {type(result).__name__}")


@view_of.register
def _(budget: Budget) -> Report:
    whole = Section(
        Text(f"{budget.year} 年度人员经费测算（元）", f"Personnel lines expected in {budget.year} (yuan)"),
        (_CODE, _NAME, _AMOUNT, _LOW, _HIGH),
        tuple(_item_row(item) for item in budget.items),
    )
    employee = Section(
        Text("个人缴纳部分（元，不列入预算）", "Paid by the employees themselves (yuan, no part of the budget)"),
        (_NAME, _AMOUNT),
        tuple((_EMPLOYEE[line], amount) for line, amount in budget.employee),
    )
    sections = [whole]
    if len(budget.units) > 1:
        sections.append(
            Section(
                Text("分单位（元）", "By unit (yuan)"),
                (_UNIT, _CODE, _NAME, _AMOUNT, _LOW, _HIGH),
                tuple((unit.unit, *_item_row(item)) for unit in budget.units for item in unit.items),
            )
        )
    return Report((*sections, employee), budget.notes)


@view_of.register
def _(comparison: Comparison) -> Report:
    unit = Text(comparison.unit or "本单位", comparison.unit or "the unit")
    title = Text(
        "{unit} {year} 年度人员经费对照（元）；口径：{scope}",
        "{unit}, {year}: published and expected (yuan); scope: {scope}",
    ).format(unit=unit, year=comparison.year, scope=SCOPES[comparison.scope])
    columns = (
        _CODE,
        _NAME,
        Column(Text("公布数", "Reported"), amounts=True),
        _AMOUNT,
        _LOW,
        _HIGH,
        Column(Text("差额", "Difference"), amounts=True),
        Column(Text("差额%", "Diff. %"), amounts=True),
        Column(Text("结论", "Verdict")),
    )
    rows = tuple(
        (
            line.code,
            line.name,
            line.reported,
            line.expected,
            line.low,
            line.high,
            line.difference,
            line.difference_percent,
            VERDICTS[line.verdict],
        )
        for line in comparison.lines
    )
    return Report((Section(title, columns, rows),), comparison.notes)


@view_of.register
def _(outcome: Outcome) -> Report:
    sections = []
    for result in outcome.scenarios:
        title = Text(
            f"情景“{result.name}”：{result.budget.year} 年度（元）",
            f"Scenario “{result.name}”: {result.budget.year} (yuan)",
        )
        columns = (
            _CODE,
            _NAME,
            Column(Text("基准", "Baseline"), amounts=True),
            Column(Text("情景", "Scenario"), amounts=True),
            Column(Text("增减", "Change"), amounts=True),
        )
        changes = dict(result.difference)
        rows = tuple(
            (item.code, item.name, before.amount, item.amount, changes[item.code])
            for before, item in zip(outcome.baseline.items, result.budget.items, strict=True)
        )
        sections.append(Section(title, columns, rows))
    return Report(tuple(sections), outcome.notes)


@view_of.register
def _(document: Document) -> Report:
    return Report(tuple(_table_section(table) for table in document.tables))


@view_of.register
def _(found: Rules) -> Report:
    columns = (
        Column(Text("参数", "Parameter")),
        Column(Text("名称", "Name")),
        Column(Text("数值", "Value"), amounts=True),
        Column(Text("自", "From")),
        Column(Text("文件", "Document")),
        Column(Text("条款", "Article")),
        Column(Text("级别", "Grade")),
    )
    rows = tuple(
        (
            each.path,
            each.label,
            None if each.value is None else str(each.value),
            each.start,
            each.number or each.document,
            each.article,
            each.grade,
        )
        for each in found.provisions
    )
    return Report((Section(Text("法规数值", "Values of the law"), columns, rows),))


def _table_section(table: Table) -> Section:
    number = Text(f"表{table.number} ", f"Table {table.number} ") if table.number else Text("", "")
    amount_unit = table.amount_unit or "—"
    columns = (_CODE, _NAME, *(Column(Text(column, column), amounts=True) for column in table.columns))
    rows = tuple((row.code, row.name, *_printed(row.values.get(c) for c in table.columns)) for row in table.rows)
    title = Text("{number}{title}（{unit}）", "{number}{title} ({unit})")
    return Section(title.format(number=number, title=table.title, unit=amount_unit), columns, rows)


def _printed(values: Iterable[str | None]) -> list[Cell]:
    return [None if value is None else Decimal(value) for value in values]


def _item_row(item: BudgetItem) -> tuple[Cell, ...]:
    return item.code, item.name, item.amount, item.low, item.high
