"""What every column of a roster means to whoever fills it in, and what a blank cell stands for."""

from __future__ import annotations

from dataclasses import dataclass

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.roster.columns import COLUMNS, Column

_UNITS = {
    "headcount": Text("人", "people"),
    "money": Text("元/月", "yuan/month"),
    "rate": Text("%", "%"),
}
_OWN_UNITS = {"purchase_lump_sum": Text("元/人", "yuan")}


@dataclass(frozen=True)
class Meaning:
    """A roster column explained: what it means, what blank means, and how wide its cells are (characters)."""

    column: Column
    text: Text
    blank: Text
    width: int

    def heading(self, language: Language) -> str:
        """The header as a template writes it, with its unit; readers understand it in either language."""
        unit = _OWN_UNITS.get(self.column.name) or _UNITS.get(self.column.kind)
        if language == "zh":
            return f"{self.column.zh}（{unit.zh}）" if unit else self.column.zh
        return f"{self.column.name} ({unit.en})" if unit else self.column.name


@dataclass(frozen=True)
class Group:
    """Columns that stand together under one heading: the names of the first and of the last."""

    title: Text
    first: str
    last: str


GROUPS = (
    Group(Text("谁", "Who"), "unit", "rank"),
    Group(Text("工资与缴存基数", "Wages and contribution bases"), "monthly_salary", "housing_fund_rate"),
    Group(Text("缴存与补贴", "Contributions and subsidies"), "location", "lump_sum_month"),
    Group(Text("时间", "Time"), "work_start", "entry"),
)

_YEAR = Text("全年", "the whole year")
_MEANINGS = {
    "unit": (Text("预算单位名称", "name of the budget unit"), Text("全部行属于同一单位", "all rows are one unit"), 18),
    "person_id": (
        Text("人员编号，可用工号或代号", "any identifier of the person or the group"),
        Text("用行号", "the row number"),
        11,
    ),
    "headcount": (
        Text(
            "本行代表多少人；情况相同的人可并为一行，可填小数（折合人数）", "people this row stands for; fractions too"
        ),
        Text("1 人", "1"),
        9,
    ),
    "status": (Text("在职、退休、离休", "active, retired or veteran retired"), Text("在职", "active"), 10),
    "category": (
        Text(
            "行政、事业、工勤；与职级矛盾时会报错",
            "administrative, institution or worker; must not contradict the rank",
        ),
        Text("按职级判断，否则为行政", "follows from the rank, else administrative"),
        10,
    ),
    "rank": (
        Text(
            "职务层次、职称或工人等级；2019 年职级名称（如一级调研员）也认识", "rank; grade names of 2019 are known too"
        ),
        Text("未注明：提租补贴按人均标准", "unspecified: rent subsidy at the average"),
        12,
    ),
    "monthly_salary": (
        Text(
            "预算年度每人每月计入缴存基数的工资，含年终一次性奖金的十二分之一",
            "yuan a month for one person that counts towards the bases, a twelfth of the year-end bonus included",
        ),
        Text("在职人员须填本列、上年月均工资或两个基数", "an active row needs this, last year's, or both bases"),
        12,
    ),
    "prior_year_monthly_salary": (
        Text("上一年度每人月均工资", "last year's monthly average for one person"),
        Text("用月工资代替，结果会注明", "monthly_salary, and the result says so"),
        13,
    ),
    "housing_fund_base": (
        Text("核定的住房公积金月缴存基数（限高保低之前）", "the fund's base a month, before cap and floor"),
        Text("由工资列得出", "from the columns of wages"),
        13,
    ),
    "pension_base": (
        Text("养老保险和职业年金月缴费基数（限高保低之前）", "base of pension and annuity, before cap and floor"),
        Text("由工资列得出", "from the columns of wages"),
        12,
    ),
    "housing_fund_base_until_june": (
        Text("1—6 月仍执行的上年度公积金基数", "the fund's base still in force from January to June"),
        Text("全年用同一基数，结果会注明", "one base for all twelve months, and the result says so"),
        15,
    ),
    "pension_base_until_june": (
        Text("1—6 月仍执行的上年度养老基数", "the pension base still in force from January to June"),
        Text("全年用同一基数，结果会注明", "one base for all twelve months, and the result says so"),
        14,
    ),
    "housing_fund_rate": (
        Text("单位缴存比例，须在规定的上下限之内", "the employer's rate, within the legal limits"),
        Text("规定的默认比例", "the default rate of the date"),
        12,
    ),
    "location": (
        Text(
            "在京中央、北京市、其他；后两者不测算提租补贴和购房补贴",
            "central units in Beijing, Beijing city or elsewhere; rent and purchase subsidies only for the first",
        ),
        Text("在京中央，结果会注明", "central units in Beijing, noted"),
        11,
    ),
    "contributes_housing_fund": (
        Text("是否缴存住房公积金", "whether the fund is paid"),
        Text("在职为是", "yes for active people"),
        12,
    ),
    "contributes_pension": (
        Text("是否参加养老保险和职业年金", "whether pension and annuity are paid"),
        Text("在职为是", "yes for active people"),
        13,
    ),
    "purchase_subsidy": (
        Text("是否按月享受购房补贴", "whether the monthly purchase subsidy is due"),
        Text("否", "no"),
        13,
    ),
    "purchase_lump_sum": (
        Text("本年发放的一次性购房补贴，每人元数（计入 2210203）", "lump sum paid this year, yuan for one person"),
        Text("0", "0"),
        15,
    ),
    "lump_sum_month": (
        Text("一次性购房补贴在几月发放，1 至 12", "the month in which the lump sum is paid, 1 to 12"),
        Text("12 月", "December"),
        10,
    ),
    "work_start": (
        Text("参加工作的年月；工龄满 15、25 年影响部分标准", "year and month; service of 15 and 25 years matters"),
        Text("按不满 15 年计，给出区间", "fewer than 15 years, with a range"),
        13,
    ),
    "birth_month": (
        Text("出生年月，供多年测算判断到龄退休", "year and month, for retirements in projections"),
        Text("不按年龄退休", "no retirement by age"),
        11,
    ),
    "sex": (
        Text("男、女，供多年测算判断到龄退休", "male or female, for retirements in projections"),
        Text("不按年龄退休", "no retirement by age"),
        7,
    ),
    "start_month": (Text("在册的第一个月（当月计入）", "first month on the roster, counted"), _YEAR, 11),
    "end_month": (Text("在册的最后一个月（当月计入）", "last month on the roster, counted"), _YEAR, 11),
    "entry": (
        Text("原有、新参加工作、调入；后两者按进入当月工资定基数", "standing, first job or transfer in"),
        Text("原有", "standing"),
        12,
    ),
}

MEANINGS = tuple(Meaning(column, *_MEANINGS[column.name]) for column in COLUMNS)
"""Every column of the contract, in its order."""

EXAMPLE_MARK = Text("示例", "example")
"""What the identifiers of example rows begin with."""


_DIVISION_HEADS = {
    "headcount": "12",
    "status": "active",
    "category": "administrative",
    "rank": "division_head",
    "monthly_salary": "16800",
    "prior_year_monthly_salary": "16200",
    "location": "central_beijing",
    "purchase_subsidy": "yes",
}
_STAFF = {
    "headcount": "30",
    "status": "active",
    "category": "administrative",
    "rank": "staff",
    "monthly_salary": "10500.5",
    "prior_year_monthly_salary": "9980",
    "housing_fund_rate": "0.12",
    "location": "central_beijing",
}
_NOT_YET_IN_PENSION = {
    "headcount": "2",
    "status": "active",
    "rank": "deputy_section_head",
    "monthly_salary": "11200",
    "location": "central_beijing",
    "contributes_housing_fund": "yes",
    "contributes_pension": "no",
}
_RETIRED = {"headcount": "8", "status": "retired", "rank": "section_head", "location": "central_beijing"}
_PROFESSIONALS = {
    "headcount": "5",
    "status": "active",
    "category": "institution",
    "rank": "middle_professional",
    "housing_fund_base": "13500",
    "pension_base": "13200.35",
    "location": "central_beijing",
    "work_start": "2004-07",
    "birth_month": "1981-03",
    "sex": "female",
}
EXAMPLE_UNITS = (Text("示例单位", "Example unit"), Text("示例下属单位", "Example subsidiary"))


def examples(language: Language) -> list[dict[str, str]]:
    """Rows that compute: cells by column; words as the model names them, money in yuan, months as YYYY-MM."""
    own, subsidiary = (unit.in_(language) for unit in EXAMPLE_UNITS)
    rows = [(own, row) for row in (_DIVISION_HEADS, _STAFF, _NOT_YET_IN_PENSION, _RETIRED)]
    rows.append((subsidiary, _PROFESSIONALS))
    mark = EXAMPLE_MARK.in_(language)
    return [{"unit": unit, "person_id": f"{mark}{number}", **row} for number, (unit, row) in enumerate(rows, start=1)]
