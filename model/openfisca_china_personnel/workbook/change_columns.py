"""The columns of the sheet of changes: a row is one change of a scenario, and its kind decides which cells it uses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.roster.columns import BY_NAME

Kind = Literal["name", "word", "yes_no", "heads", "month", "until", "percent", "money", "rate", "any"]
"""How a cell is read; ``any`` depends on another cell of the row."""
Part = Literal["change", "who", "new", "added", "other"]

ALL = ("add", "remove", "retire", "promote", "transfer", "raise", "enrol", "assign", "set")
_SELECTING = ("remove", "retire", "promote", "transfer", "raise", "enrol", "assign")
_ON_PEOPLE = ("add", *_SELECTING)


@dataclass(frozen=True)
class ChangeColumn:
    """One column: ``kinds`` are the changes that may fill it, ``needed`` those that must."""

    name: str
    title: Text
    kind: Kind
    part: Part
    meaning: Text
    kinds: tuple[str, ...]
    needed: tuple[str, ...] = ()
    unit: Text | None = None
    words: str | None = None
    """The name of the list of words that the cell chooses from."""
    width: int = 12

    def heading(self, language: Language) -> str:
        """The heading with its unit."""
        title = self.title.in_(language)
        if self.unit is None:
            return title
        return f"{title}（{self.unit.zh}）" if language == "zh" else f"{title} ({self.unit.en})"


def _selecting(name: str, kind: Kind, *, words: str | None = None, width: int = 11) -> ChangeColumn:
    column = BY_NAME[name]
    title = Text(column.zh, name)
    return ChangeColumn(
        name,
        title,
        kind,
        "who",
        Text(
            f"选出哪些人：{column.zh}等于本格的行；空＝不限（人员状态空＝在职）。增加时写新增人员的{column.zh}。",
            f"Which people: rows whose {name} is this; blank: any (status blank: active). "
            "For “add” it describes the new people.",
        ),
        _ON_PEOPLE,
        words=words,
        width=width,
    )


def _of_new_state(
    name: str, kind: Kind, unit: Text | None = None, *, promoted: bool = False, width: int = 13
) -> ChangeColumn:
    column = BY_NAME[name]
    text = Text(f"增加：新增人员的{column.zh}，同“人员”表。", f"Add: {name} of the new people, as in the roster.")
    if promoted:
        text = Text(
            f"{text.zh}晋升：晋升后的{column.zh}，空＝不变。", f"{text.en} Promote: the new one; blank: unchanged."
        )
    kinds = ("add", "promote") if promoted else ("add",)
    return ChangeColumn(name, Text(column.zh, name), kind, "added", text, kinds, unit=unit, width=width)


_YUAN_A_MONTH = Text("元/月", "yuan/month")

COLUMNS: tuple[ChangeColumn, ...] = (
    ChangeColumn(
        "scenario",
        Text("情景", "scenario"),
        "name",
        "change",
        Text(
            "本行属于哪个情景；同名的行合为一个情景。空＝情景一。",
            "The scenario that the row belongs to; rows of one name make one. Blank: 情景一.",
        ),
        ALL,
        width=14,
    ),
    ChangeColumn(
        "kind",
        Text("类型", "kind"),
        "word",
        "change",
        Text("变动的类型，须填；选定后用不到的格变灰。", "Kind of change, needed; cells it does not use turn grey."),
        ALL,
        ALL,
        words="kind",
        width=10,
    ),
    ChangeColumn(
        "from",
        Text("起始月", "from"),
        "month",
        "change",
        Text(
            "新状态的第一个月，整月计算。起始月、决定月填其一。",
            "First month of the new state, the whole month counts. State this or “decided”.",
        ),
        ALL,
        width=10,
    ),
    ChangeColumn(
        "decided",
        Text("决定月", "decided"),
        "month",
        "change",
        Text("作出决定的月份，自次月起执行。", "Month of the decision, in force from the month after."),
        ALL,
        width=10,
    ),
    ChangeColumn(
        "headcount",
        Text("变动人数", "headcount"),
        "heads",
        "change",
        Text(
            "变动多少人（整数）。调资、纳入、指定时空＝全部符合条件的人。",
            "How many people, whole. Blank for raise, enrol and assign: everybody who matches.",
        ),
        _ON_PEOPLE,
        ("add", "remove", "retire", "promote", "transfer"),
        unit=Text("人", "people"),
        width=10,
    ),
    ChangeColumn(
        "yearly",
        Text("每年重复", "yearly"),
        "yes_no",
        "change",
        Text(
            "多年测算时，是＝以后每年同月再来一次。空＝否。", "In several years: yes repeats it every year. Blank: no."
        ),
        ("add", "remove", "retire", "promote", "raise"),
        words="yes_no",
        width=9,
    ),
    _selecting("unit", "name", width=16),
    _selecting("person_id", "name", width=10),
    _selecting("status", "word", words="status"),
    _selecting("category", "word", words="category"),
    _selecting("rank", "word", words="rank", width=12),
    _selecting("location", "word", words="location"),
    _selecting("entry", "word", words="entry", width=12),
    _selecting("sex", "word", words="sex", width=7),
    _selecting("contributes_housing_fund", "yes_no", words="yes_no", width=11),
    _selecting("contributes_pension", "yes_no", words="yes_no", width=12),
    _selecting("purchase_subsidy", "yes_no", words="yes_no", width=12),
    ChangeColumn(
        "to",
        Text("新职级", "new rank"),
        "word",
        "new",
        Text("晋升后的职级。", "The rank after the promotion."),
        ("promote",),
        ("promote",),
        words="rank",
        width=12,
    ),
    ChangeColumn(
        "to_unit",
        Text("调入单位", "to unit"),
        "name",
        "new",
        Text("调动后的单位。", "The unit after the transfer."),
        ("transfer",),
        ("transfer",),
        width=16,
    ),
    ChangeColumn(
        "percent",
        Text("调资幅度", "raise"),
        "percent",
        "new",
        Text(
            "月工资增加的百分比，如 5%。与调资金额填其一。",
            "Percent by which wages rise, such as 5%; or state the amount.",
        ),
        ("raise",),
        unit=Text("%", "%"),
        width=11,
    ),
    ChangeColumn(
        "amount",
        Text("调资金额", "raise by amount"),
        "money",
        "new",
        Text("每人每月增加的元数。", "Yuan a month for each person."),
        ("raise",),
        unit=_YUAN_A_MONTH,
        width=12,
    ),
    ChangeColumn(
        "schemes",
        Text("纳入项目", "schemes"),
        "word",
        "new",
        Text(
            "工资套改等完成后开始缴存的项目。",
            "What people begin to contribute to, for instance after a pay regrading.",
        ),
        ("enrol",),
        ("enrol",),
        words="schemes",
        width=22,
    ),
    ChangeColumn(
        "enrolled_purchase_subsidy",
        Text("纳入后按月购房补贴", "purchase subsidy once enrolled"),
        "yes_no",
        "new",
        Text(
            "纳入后是否同时享受按月购房补贴；空＝不变。",
            "Whether they also get the purchase subsidy; blank: unchanged.",
        ),
        ("enrol",),
        words="yes_no",
        width=13,
    ),
    _of_new_state("monthly_salary", "money", _YUAN_A_MONTH, promoted=True),
    _of_new_state("prior_year_monthly_salary", "money", _YUAN_A_MONTH, width=14),
    _of_new_state("housing_fund_rate", "rate", Text("%", "%")),
    _of_new_state("work_start", "month"),
    _of_new_state("end_month", "month", width=10),
    *(
        column
        for place, needed in (("1", ("assign",)), ("2", ()))
        for column in (
            ChangeColumn(
                f"assigned_column_{place}",
                Text(f"指定列{place}", f"assigned column {place}"),
                "name",
                "other",
                Text(
                    "“人员”表中的一列，其值自起始月起改为右边的指定值；增加时写新增人员的其他列。",
                    "A column of the roster that takes the value to the right; for “add” any other column.",
                ),
                ("add", "assign"),
                needed,
                words="assigned_column",
                width=16,
            ),
            ChangeColumn(
                f"assigned_value_{place}",
                Text(f"指定值{place}", f"assigned value {place}"),
                "any",
                "other",
                Text("该列的新值，写法同“人员”表。", "The column's new value, written as in the roster."),
                ("add", "assign"),
                needed,
                width=13,
            ),
        )
    ),
    ChangeColumn(
        "parameter",
        Text("参数", "parameter"),
        "name",
        "other",
        Text(
            "要假设改变的法规数值，从下拉表选名称（见“参数与依据”），也可写参数路径。",
            "The value of law that is assumed to change: its name from the list, or its path.",
        ),
        ("set",),
        ("set",),
        words="parameter",
        width=44,
    ),
    ChangeColumn(
        "value",
        Text("参数数值", "parameter value"),
        "any",
        "other",
        Text("假设的数值；比例可写 10% 或 0.10。", "The assumed value; a rate as 10% or 0.10."),
        ("set",),
        ("set",),
        width=12,
    ),
    ChangeColumn(
        "until",
        Text("止", "until"),
        "until",
        "other",
        Text(
            "假设执行到哪个月（含）；空＝到法规下一个数值生效之前；长期＝一直有效。",
            "Last month of the assumption; blank: until the law's next value; 长期 or forever: for good.",
        ),
        ("set",),
        width=10,
    ),
)

BY_KEY = {column.name: column for column in COLUMNS}

REMARK = Text("备注", "remark")
"""A column for whoever fills in the sheet; it is not read."""

PARTS: dict[Part, Text] = {
    "change": Text("变动什么", "What changes"),
    "who": Text("谁（选出符合条件的人；增加时描述新增的人）", "Who (people that match; for “add” the new people)"),
    "new": Text("变成什么", "What becomes of them"),
    "added": Text("增加：新人员的其他情况（月工资也用于晋升）", "Add: more on the new people (salary: promote too)"),
    "other": Text("指定某列的值 · 调整法规参数", "Assign a column · change a parameter of law"),
}
ASSIGNED = (("assigned_column_1", "assigned_value_1"), ("assigned_column_2", "assigned_value_2"))

YEARS_LABEL = Text("测算年度", "years")
WAGE_GROWTH_LABEL = Text("工资增长率", "wage growth")
AVERAGE_WAGE_GROWTH_LABEL = Text("社会平均工资增长率", "average wage growth")
RETIREMENT_LABEL = Text("到龄退休", "retirement by age")
DEFAULT_SCENARIO = "情景一"

_BRACKETS = re.compile(r"\([^()]*\)")


def bare(heading: str) -> str:
    """A heading without spaces, case and what stands in brackets: what is compared."""
    return _BRACKETS.sub("", re.sub(r"[\s_*\-]+", "", unicodedata.normalize("NFKC", heading)).casefold())


_SYNONYMS = {"人数": "headcount", "自": "from", "起": "from", "备注": "remark", "remark": "remark"}


def recognise(heading: str) -> str | None:
    """The name of the column that a heading stands for, ``remark`` for the unread one, ``None`` for no such column."""
    known = {bare(text): column.name for column in COLUMNS for text in (column.title.zh, column.title.en, column.name)}
    wanted = bare(heading)
    return known.get(wanted) or _SYNONYMS.get(wanted)
