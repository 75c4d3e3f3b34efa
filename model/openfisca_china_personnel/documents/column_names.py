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
    "carried_in": Text("上年结转", "Carried in"),
    "carried_out": Text("结转下年", "Carried out"),
    "general_budget": Text("一般公共预算", "General budget"),
    "government_fund": Text("政府性基金预算", "Government fund"),
    "state_capital": Text("国有资本经营预算", "State capital"),
    "used_surplus": Text("使用非财政拨款结余", "Surplus used"),
    "other_income": Text("其他收入", "Other income"),
    "abroad": Text("因公出国（境）费", "Abroad"),
    "vehicles": Text("公务用车购置及运行费", "Vehicles"),
    "vehicle_purchase": Text("公务用车购置费", "Vehicle purchase"),
    "vehicle_running": Text("公务用车运行费", "Vehicle running"),
    "reception": Text("公务接待费", "Reception"),
    "total_prior_year": Text("合计（上年）", "Total, prior year"),
    "abroad_prior_year": Text("因公出国（境）费（上年）", "Abroad, prior year"),
    "vehicles_prior_year": Text("公务用车购置及运行费（上年）", "Vehicles, prior year"),
    "vehicle_purchase_prior_year": Text("公务用车购置费（上年）", "Vehicle purchase, prior year"),
    "vehicle_running_prior_year": Text("公务用车运行费（上年）", "Vehicle running, prior year"),
    "reception_prior_year": Text("公务接待费（上年）", "Reception, prior year"),
}


FIXED_COLUMNS: tuple[str, ...] = tuple(_NAMES)


def column_name(column: str) -> Text:
    """A fixed column as people read it; any other column by its printed heading."""
    base, _, beside = column.partition("/")
    if beside == "budget" and base in _NAMES:
        return Text(f"{_NAMES[base].zh}（预算数）", f"{_NAMES[base].en}, budget")
    return _NAMES.get(column, Text(column, column))
