"""The tables that a unit must publish, known by their titles, and by their columns where they have none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from openfisca_china_personnel.documents.printed import plain

TableKind = Literal[
    "expenditure",
    "general",
    "basic",
    "income_expenditure",
    "income",
    "appropriation",
    "appropriation_expenditure",
    "appropriation_basic",
    "government_fund",
    "state_capital",
    "three_public",
    "agency_operating",
    "procurement",
    "project",
    "performance",
    "headcount",
]
Scope = Literal["general", "all", "government_fund", "state_capital", "appropriation"]

# 财预〔2016〕143号 (budgets) and the yearly forms of final accounts name the tables; units vary the wording slightly.
_GENERAL = r"一般公共预算(?:财政拨款|当年拨款|拨款)?"
_FORM = r"(?:预算|决算)?(?:情况|明细)?(?:总)?表"
_TITLES: tuple[tuple[TableKind, re.Pattern[str]], ...] = (
    ("basic", re.compile(rf"{_GENERAL}基本支出(?:部门预算)?(?:支出)?(?:按?经济(?:分类|科目))?{_FORM}$")),
    ("general", re.compile(rf"{_GENERAL}支出(?:按?功能(?:分类|科目))?{_FORM}$")),
    ("expenditure", re.compile(r"(?<!基本)(?<!项目)(?<!经费)支出(?:(?:预算|决算)?总表|预算表|决算表|总体情况表)$")),
)
# Every other table, by what only its title says; the first that fits decides.
_OTHERS: tuple[tuple[TableKind, re.Pattern[str]], ...] = (
    ("performance", re.compile(r"绩效")),
    ("procurement", re.compile(r"政府采购|购买服务")),
    ("three_public", re.compile(r"三公")),
    ("agency_operating", re.compile(r"机关运行经费")),
    ("headcount", re.compile(r"人员(?:编制|情况|基本情况)|编制(?:人数|人员|情况)|机构人员")),
    ("government_fund", re.compile(r"政府性基金")),
    ("state_capital", re.compile(r"国有资本")),
    ("appropriation", re.compile(r"财政拨款(?:收支|收入支出)")),
    ("appropriation_basic", re.compile(r"财政拨款基本支出")),
    ("appropriation_expenditure", re.compile(r"(?<!公共预算)财政拨款支出")),
    ("income_expenditure", re.compile(r"收支|收入支出")),
    ("income", re.compile(r"收入(?:预算|决算)?(?:总体情况|情况|总)?表")),
    ("project", re.compile(r"项目支出")),
)
_PART_OF_EXPENDITURE = re.compile(r"政府性基金|国有资本|财政专户|财政拨款|三公|收支|收入|绩效|采购|购买服务")
# Columns that of the tables by functional classification only the one of all funds, of the general budget has.
_ONLY_IN_EXPENDITURE = frozenset({"remitted", "business", "affiliated"})
_ONLY_IN_GENERAL = frozenset({"prior_year_actual", "prior_year_actual_less_capital", "change", "change_percent"})
# The serial number of a list of tables, and a unit of amounts or a remark in brackets after the title.
_SERIAL = re.compile(r"^(?:[一二三四五六七八九十]+、|\d{1,2}[.、]|\(?[一二三四五六七八九十\d]+\))")
_REMARK = re.compile(r"\([^()]*\)$")


def bare_title(text: str) -> str:
    """A line as a title is compared: ordinary characters, no spaces, no serial number, no closing remark."""
    return _REMARK.sub("", without_serial("".join(plain(text).split())))


def without_serial(title: str) -> str:
    """A title less its serial number in a list of tables."""
    return _SERIAL.sub("", title)


@lru_cache(maxsize=16_384)
def kind_of_title(text: str) -> TableKind | None:
    """Which known table a title names; None for any other line."""
    title = re.sub(r"[“”\"、]", "", bare_title(text))
    if len(title) > 50 or not title.endswith("表") or re.search(r"[,。;:《》]", title):
        return None
    for kind, pattern in _TITLES:
        if pattern.search(title) and not (kind == "expenditure" and _PART_OF_EXPENDITURE.search(title)):
            return kind
    return next((kind for kind, pattern in _OTHERS if pattern.search(title)), None)


def kind_of_columns(columns: Sequence[str], codes: Sequence[str]) -> TableKind | None:
    """Which known table one without a title is, by its columns and codes; None where several could have them."""
    held = set(columns)
    functional = any(code.startswith("2") for code in codes)
    economic = any(code.startswith("3") for code in codes)
    if economic and not functional and {"personnel", "operating"} <= held:
        return "basic"
    if functional and not economic and not held.isdisjoint(_ONLY_IN_EXPENDITURE):
        return "expenditure"
    if functional and not economic and not held.isdisjoint(_ONLY_IN_GENERAL):
        return "general"
    return None


TEXT_KINDS: tuple[TableKind, ...] = (
    "expenditure",
    "general",
    "basic",
    "income",
    "appropriation_expenditure",
    "appropriation_basic",
    "agency_operating",
)
"""The tables by codes that plain text is read for."""


def text_kind_of_title(text: str) -> TableKind | None:
    """Which table by codes a title names in plain text."""
    if re.search(r"[“”\"、]", bare_title(text)):
        return None
    kind = kind_of_title(text)
    return kind if kind in TEXT_KINDS else None


def scope_of_title(title: str) -> Scope:
    """The funds that a table counts, by its title."""
    if "一般公共预算" in title:
        return "general"
    if "政府性基金" in title:
        return "government_fund"
    if "国有资本" in title:
        return "state_capital"
    return "appropriation" if "财政拨款" in title else "all"
