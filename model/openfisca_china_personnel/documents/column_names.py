"""What the fixed columns of published tables are called."""

from __future__ import annotations

from openfisca_china_personnel.language import Text

_NAMES = {
    "total": Text("合计", "Total"),
    "basic": Text("基本支出", "Basic"),
    "project": Text("项目支出", "Project"),
    "remitted": Text("上缴上级支出", "Remitted"),
    "business": Text("经营支出", "Business"),
    "affiliated": Text("对附属单位补助支出", "Affiliated"),
    "prior_year_actual": Text("上年执行数", "Prior year"),
    "prior_year_actual_less_capital": Text("上年执行数（扣除基建）", "Prior year less capital"),
    "budget": Text("本年预算数", "Budget"),
    "budget_less_capital": Text("本年预算数（扣除基建）", "Budget less capital"),
    "adjusted_budget": Text("全年预算数", "Adjusted budget"),
    "actual": Text("决算数", "Actual"),
    "personnel": Text("人员经费", "Personnel"),
    "operating": Text("公用经费", "Operating"),
    "change": Text("增减额", "Change"),
    "change_percent": Text("增减%", "Change %"),
}


FIXED_COLUMNS: tuple[str, ...] = tuple(_NAMES)


def column_name(column: str) -> Text:
    """A fixed column as people read it; any other column by its printed heading."""
    return _NAMES.get(column, Text(column, column))
