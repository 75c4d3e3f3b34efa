"""How a budget is shown."""

from __future__ import annotations

from openfisca_china_personnel.budget import Budget, BudgetItem
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, EXPECTED, HIGH, LOW, NAME, Cell, Column, Report, Section

_UNIT = Column(Text("单位", "Unit"))
_EMPLOYEE = {
    "housing_fund_employee": Text("住房公积金个人缴存", "Housing fund, own side"),
    "pension_employee": Text("基本养老保险个人缴费", "Basic pension, own side"),
    "annuity_employee": Text("职业年金个人缴费", "Occupational annuity, own side"),
}


def view(budget: Budget) -> Report:
    """All lines, by unit where there are several, and the employees' own sides."""
    whole = Section(
        Text(f"{budget.year} 年度人员经费测算（元）", f"Personnel lines expected in {budget.year} (yuan)"),
        (CODE, NAME, EXPECTED, LOW, HIGH),
        tuple(_item_row(item) for item in budget.items),
    )
    employee = Section(
        Text("个人缴纳部分（元，不列入预算）", "Paid by the employees themselves (yuan, no part of the budget)"),
        (NAME, EXPECTED),
        tuple((_EMPLOYEE[line], amount) for line, amount in budget.employee),
    )
    sections = [whole]
    if len(budget.units) > 1:
        sections.append(
            Section(
                Text("分单位（元）", "By unit (yuan)"),
                (_UNIT, CODE, NAME, EXPECTED, LOW, HIGH),
                tuple((unit.unit, *_item_row(item)) for unit in budget.units for item in unit.items),
            )
        )
    return Report((*sections, employee), budget.notes)


def _item_row(item: BudgetItem) -> tuple[Cell, ...]:
    return item.code, item.name, item.amount, item.low, item.high
