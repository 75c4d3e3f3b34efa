"""The columns that a roster may have, and how a header is recognised."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from openfisca_china_personnel.language import Text

Kind = Literal["name", "word", "headcount", "money", "rate", "yes_no", "month", "calendar_month"]


@dataclass(frozen=True)
class Column:
    """One column of the contract: its English and Chinese header, what its cells hold, other headers it goes by."""

    name: str
    zh: str
    kind: Kind
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """A header that was understood; ``scale`` is the number of yuan in one unit of a money column."""

    column: Column
    scale: int = 1


COLUMNS = (
    Column("unit", "单位", "name", ("单位名称", "预算单位", "预算单位名称", "unit name", "budget unit")),
    Column("person_id", "编号", "name", ("工号", "人员编号", "职工编号", "姓名", "id", "name")),
    Column("headcount", "人数", "headcount", ("人员数", "人员数量", "heads")),
    Column("status", "人员状态", "word", ("状态", "在职状态")),
    Column("category", "人员类别", "word", ("类别", "编制类别")),
    Column("rank", "职级", "word", ("级别", "职务职级", "职务级别", "职务层次", "职务与职级", "行政级别")),
    Column("monthly_salary", "月工资", "money", ("月工资额", "每月工资", "月应发工资", "月薪")),
    Column(
        "prior_year_monthly_salary", "上年月均工资", "money", ("上年度月均工资", "上年月平均工资", "上年度月平均工资")
    ),
    Column("housing_fund_base", "公积金基数", "money", ("住房公积金基数", "公积金缴存基数", "住房公积金缴存基数")),
    Column("pension_base", "养老基数", "money", ("养老保险基数", "养老缴费基数", "养老保险缴费基数")),
    Column(
        "housing_fund_base_until_june", "上半年公积金基数", "money", ("上半年住房公积金基数", "上半年公积金缴存基数")
    ),
    Column("pension_base_until_june", "上半年养老基数", "money", ("上半年养老保险基数", "上半年养老缴费基数")),
    Column("housing_fund_rate", "公积金比例", "rate", ("住房公积金比例", "公积金缴存比例", "住房公积金缴存比例")),
    Column("location", "所在地", "word", ()),
    Column(
        "contributes_housing_fund", "缴存公积金", "yes_no", ("缴存住房公积金", "是否缴存公积金", "是否缴存住房公积金")
    ),
    Column("contributes_pension", "参加养老保险", "yes_no", ("是否参加养老保险", "参加基本养老保险")),
    Column(
        "purchase_subsidy", "按月购房补贴", "yes_no", ("享受按月购房补贴", "是否享受按月购房补贴", "是否按月购房补贴")
    ),
    Column("purchase_lump_sum", "一次性购房补贴", "money", ("购房补贴一次性",)),
    Column("lump_sum_month", "发放月份", "calendar_month", ("一次性购房补贴发放月份", "一次性补贴发放月份")),
    Column("work_start", "参加工作时间", "month", ("参加工作年月", "参加工作日期", "工作时间")),
    Column("birth_month", "出生年月", "month", ("出生日期", "出生时间")),
    Column("sex", "性别", "word", ("gender",)),
    Column("start_month", "起始月", "month", ("起始月份", "开始月", "开始月份")),
    Column("end_month", "终止月", "month", ("终止月份", "截止月", "截止月份", "结束月", "结束月份")),
    Column("entry", "进入方式", "word", ()),
)

BY_NAME = {column.name: column for column in COLUMNS}

REMARK = Text("备注", "remark")
"""A column for people: what a row rests on. It decides nothing, so that nobody need be told that it was not used."""
_REMARK_HEADERS = frozenset({"备注", "remark", "remarks"})

# A name beside a number is not the same thing twice: it serves as the identifier only where nothing else does.
ONLY_IDENTIFIER_IF_ALONE = ("姓名", "name")

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_LAST_YEAR = "上年"
_SEPARATORS = re.compile(r"[,;、:]")
# What a bracket behind a header may say, and how many yuan the unit is.
_MONEY_UNITS = {
    "元": 1,
    "人民币": 1,
    "人民币元": 1,
    "yuan": 1,
    "cny": 1,
    "rmb": 1,
    "千元": 1_000,
    "万元": 10_000,
    "万": 10_000,
}
_PER_MONTH = ("/月", "/人", "/人/月", "/人月", "/人·月", "/month", "/mo", "amonth", "permonth")
_REMARKS = frozenset({"", "单位", "必填", "选填", "可空", "可不填", "可选", "required", "optional", "unit"})
_OTHER_UNITS = {
    "headcount": frozenset({"人", "名", "个", "heads", "people", "persons"}),
    "rate": frozenset({"%", "百分比", "percent"}),
}


def letter(index: int) -> str:
    """The letter that a spreadsheet gives the column of this index (0 is A)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def recognise(header: str) -> Header | None:
    """The column that a header as written stands for, ``None`` where it is not one of the contract."""
    bare, brackets = _parts(header)
    column = _KNOWN.get(bare)
    if column is None:
        return None
    scale = _scale(column, brackets)
    return None if scale is None else Header(column, scale)


def is_remark(header: str) -> bool:
    """Whether a column holds remarks, which decide nothing."""
    return _parts(header)[0] in _REMARK_HEADERS


def is_weak_identifier(header: str) -> bool:
    """Whether the header names a person rather than a number: the identifier only where no other column is."""
    return _parts(header)[0] in ONLY_IDENTIFIER_IF_ALONE


def nearest(header: str, taken: Iterable[str] = ()) -> str | None:
    """The known header that a misspelt one comes closest to, in the header's own language."""
    bare, _ = _parts(header)
    taken = set(taken)
    # A salary of last year is not nearly one of this year, however few letters they differ by.
    free = {
        known: column
        for known, column in _KNOWN.items()
        if column.name not in taken and (_LAST_YEAR in known) == (_LAST_YEAR in bare)
    }
    found = difflib.get_close_matches(bare, free, n=1, cutoff=0.6)
    if not found:
        return None
    column = free[found[0]]
    return column.name if bare.isascii() else column.zh


def _scale(column: Column, brackets: list[str]) -> int | None:
    """Yuan in one unit; ``None`` where a bracket names a unit that the column cannot have."""
    scale = 1
    for remark in brackets:
        for part in _SEPARATORS.split(remark):
            if part in _REMARKS or column.kind not in ("money", "headcount", "rate"):
                continue
            if part in _OTHER_UNITS.get(column.kind, ()):
                continue
            if column.kind != "money":
                return None
            unit = next(
                (part.removesuffix(per) for per in sorted(_PER_MONTH, key=len, reverse=True) if part.endswith(per)),
                part,
            )
            if unit not in _MONEY_UNITS:
                return None
            scale = _MONEY_UNITS[unit]
    return scale


def _parts(header: str) -> tuple[str, list[str]]:
    """The header without spaces, case and brackets, and what the brackets say."""
    flat = re.sub(r"[\s\u200b\ufeff_\-*]+", "", unicodedata.normalize("NFKC", header)).casefold()
    brackets = ["".join(groups) for groups in _BRACKETS.findall(flat)]
    return _BRACKETS.sub("", flat), brackets


_KNOWN = {_parts(known)[0]: column for column in COLUMNS for known in (column.name, column.zh, *column.synonyms)}
