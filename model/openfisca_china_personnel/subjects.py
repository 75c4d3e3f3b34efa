"""The five personnel lines and their budget subject codes by year (政府收支分类科目)."""

from __future__ import annotations

from dataclasses import dataclass

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.provisions import Provision, in_force


@dataclass(frozen=True)
class Line:
    """A personnel line: ``key`` is the model's word for it and the name of its OpenFisca variable."""

    key: str
    name: Text


PENSION = Line("pension", Text("机关事业单位基本养老保险缴费支出", "Public-sector basic pension contributions"))
ANNUITY = Line("annuity", Text("机关事业单位职业年金缴费支出", "Occupational annuity contributions"))
HOUSING_FUND = Line("housing_fund", Text("住房公积金", "Housing provident fund"))
RENT_SUBSIDY = Line("rent_subsidy", Text("提租补贴", "Rent subsidy"))
PURCHASE_SUBSIDY = Line("purchase_subsidy", Text("购房补贴", "Purchase subsidy"))

LINES = (PENSION, ANNUITY, HOUSING_FUND, RENT_SUBSIDY, PURCHASE_SUBSIDY)
"""In the order of their codes."""


def functional_code(parameters: ParameterNode, line: Line, year: int) -> str:
    """The functional subject code (功能分类) of a line in a budget year."""
    provision = in_force(parameters, f"budget_subjects.{line.key}.functional", f"{year}-12-31")
    if provision is None or provision.value is None:
        raise LookupError(f"no functional code of {line.key} in {year}")
    return str(provision.value)


def economic_code(parameters: ParameterNode, line: Line, year: int, *, retired: bool = False) -> Provision | None:
    """The departmental economic class (部门预算支出经济分类) of a line; ``None`` where no source gives one.

    What is paid to retired people stands in a class of its own where the law file knows one.
    """
    name = "economic_retired" if retired else "economic"
    try:
        provision = in_force(parameters, f"budget_subjects.{line.key}.{name}", f"{year}-12-31")
    except KeyError:
        return None
    return provision if provision is not None and provision.value is not None else None
