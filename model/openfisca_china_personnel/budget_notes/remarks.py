"""The kinds of notes about rows: what each says, of which lines, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.ledger import ONLY_CENTRAL
from openfisca_china_personnel.notes import Grade
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, PURCHASE_SUBSIDY, RENT_SUBSIDY, Line


@dataclass(frozen=True)
class Remark:
    """A kind of note about rows: the lines that it touches, what it says, and how sure that is."""

    code: str
    lines: tuple[Line, ...]
    text: Text
    grade: Grade | None = None


CONTRIBUTIONS = (PENSION, ANNUITY, HOUSING_FUND)

PRIOR_YEAR_SALARY_ASSUMED = Remark(
    "prior_year_salary_assumed",
    CONTRIBUTIONS,
    Text(
        "未填上年月均工资，以月工资代替上年月均工资作为缴存（缴费）基数。",
        "Last year's monthly average is blank; the month's wage stands in for it as the contribution base.",
    ),
)
ONE_BASE_ALL_YEAR = Remark(
    "one_base_all_year",
    CONTRIBUTIONS,
    Text(
        "未填上半年基数，一月至调整月之前沿用同一基数。",
        "No base until June is given; the one base serves the months before the yearly reset as well.",
    ),
)
UNTIL_JUNE_BASE_UNUSED = Remark(
    "until_june_base_unused",
    CONTRIBUTIONS,
    Text(
        "当年基数在一月调整，填写的上半年基数未使用。",
        "The base was reset in January of that year; the base until June is not used.",
    ),
)
EXPECTED_SALARY_BLANK = Remark(
    "expected_salary_blank",
    (HOUSING_FUND,),
    Text(
        "按预计工资口径计算，月工资空白，以上年月均工资代替。",
        "Budgeted on expected wages; the month's wage is blank and last year's stands in for it.",
    ),
)
DEFAULT_RATE = Remark(
    "default_rate",
    (HOUSING_FUND,),
    Text(
        "未填公积金比例，按 {rate}（在京中央单位的比例）计算；区间为法定最低至最高比例。",
        "No housing-fund rate is stated; computed at {rate}, the rate of central units in Beijing; the range spans the "
        "lowest to the highest legal rate.",
    ),
)
ENTRY_WAGE = Remark(
    "entry_wage",
    CONTRIBUTIONS,
    Text(
        "新参加工作或调入：以进入当月工资为基数，直至有过工资的日历年度之后的首次调整。",
        "First job or transfer: the wage of the entry month is the base until the first reset that follows a "
        "calendar year with wages.",
    ),
    "C",
)
ENTRY_WAGE_BLANK = Remark(
    "entry_wage_blank",
    CONTRIBUTIONS,
    Text(
        "新参加工作或调入而月工资空白，以上年月均工资代替进入当月工资。",
        "First job or transfer with a blank monthly wage; last year's average stands in for the wage of the entry "
        "month.",
    ),
)
NO_WAGE = Remark(
    "no_wage",
    CONTRIBUTIONS,
    Text("工资为零，没有缴存（缴费）基数，未计缴费。", "The wage is zero: there is no base and no contribution."),
)
ENTRY_IN_JANUARY = Remark(
    "entry_in_january",
    CONTRIBUTIONS,
    Text(
        "进入月为当年一月（填写的，或因未填起始月）。",
        "The entry month is January, as stated or as no start month is given.",
    ),
)
SERVICE_IS_BLANK = Remark(
    "service_not_known",
    (RENT_SUBSIDY,),
    Text(
        "未填参加工作时间，按工龄不足计算；区间上限含较高标准。",
        "The start of the working life is blank; computed as short service, the range reaches to the higher standard.",
    ),
)
SERVICE_OF_ORDINARY_WORKERS_NOT_KNOWN = Remark(
    "purchase_service_not_known",
    (PURCHASE_SUBSIDY,),
    Text(
        "未填参加工作时间，普通工按月购房补贴按工龄最短的一档计算。",
        "The start of the working life is blank; the monthly purchase subsidy of ordinary workers is that of the "
        "shortest service.",
    ),
)
SERVICE_AFTER_RETIREMENT = Remark(
    "service_counted_after_retirement",
    (RENT_SUBSIDY,),
    Text(
        "离退休时间未知，工龄算至预算月份；按退休时工龄可能适用较低标准。",
        "The month of retirement is not known; service is counted up to the budget month, at retirement it may have "
        "been short of the higher standard.",
    ),
    "C",
)
AVERAGE_RENT_SUBSIDY = Remark(
    "average_rent_subsidy",
    (RENT_SUBSIDY,),
    Text(
        "职级未注明，提租补贴按人均标准计算；区间为各职级标准的最低至最高。",
        "The rank is not stated; rent subsidy at the average, the range spans the standards of the ranks.",
    ),
)
AVERAGE_RENT_SUBSIDY_OF_PROFESSIONALS = Remark(
    "average_rent_subsidy_of_professionals",
    (RENT_SUBSIDY,),
    Text(
        "专业技术职务没有可查的提租补贴标准，按人均标准计算。",
        "No rent-subsidy standard of professional ranks was found; computed at the average.",
    ),
    "C",
)
LUMP_SUM_NOT_COUNTED = Remark(
    "lump_sum_not_counted",
    (PURCHASE_SUBSIDY,),
    Text(
        "一次性购房补贴的发放月份不在册，未计入。",
        "The lump sum falls in a month in which the row is not on the roster; it is not counted.",
    ),
)
LUMP_SUM_IN_LAST_MONTH = Remark(
    "lump_sum_in_last_month",
    (PURCHASE_SUBSIDY,),
    Text(
        "未填一次性购房补贴发放月份，十二月不在册，计入在册的最后一个月。",
        "The month of the lump sum is blank and the row is not on the roster in December; it is counted in the row's "
        "last month.",
    ),
)
NOT_IN_YEAR = Remark(
    "not_in_year",
    (),
    Text("本行在预算年度内不在册，未计入。", "The row is not on the roster in the budget year; it is not counted."),
)
NOT_MODELLED = Remark(
    "not_modelled",
    ONLY_CENTRAL,
    Text(
        "所在地不是在京中央：提租补贴和购房补贴适用当地规定，未建模，金额为空。",
        "Not a central unit in Beijing: local rules apply to rent and purchase subsidy; not modelled, no amount.",
    ),
)
NO_LIMITS_ELSEWHERE = Remark(
    "no_limits_elsewhere",
    CONTRIBUTIONS,
    Text(
        "所在地为其他：没有当地基数上下限的数据，按全国比例、不设上下限计算，并假定七月调整基数。",
        "Located elsewhere: no local cap and floor are known; computed at the national rates without limits, "
        "a reset in July is assumed.",
    ),
    "C",
)
