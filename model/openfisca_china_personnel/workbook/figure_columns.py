"""What the sheet of published figures holds: labelled cells on the whole document, and columns of two tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.workbook.word_lists import AMOUNT_UNIT_WORDS, DOCUMENT_KINDS, SCOPE_WORDS, WordList


@dataclass(frozen=True)
class Stated:
    """A labelled cell above the table: what is said once of the whole document."""

    name: str
    label: Text
    meaning: Text
    kind: Literal["text", "word", "whole"] = "text"
    words: WordList | None = None
    default: Text | None = None


STATED = (
    Stated(
        "unit", Text("单位", "unit"), Text("单位名称，与“人员”表的单位一致", "the unit, named as on the sheet 人员")
    ),
    Stated("year", Text("年度", "year"), Text("预算（决算）年度", "year of the budget or the final accounts"), "whole"),
    Stated(
        "kind",
        Text("文件种类", "kind of document"),
        Text("预算或决算", "budget or final accounts"),
        "word",
        DOCUMENT_KINDS,
        DOCUMENT_KINDS.words["budget"],
    ),
    Stated(
        "scope",
        Text("对照口径", "scope"),
        Text(
            "与下表哪些数对照：一般公共预算，或全部资金（含结转）",
            "which figures are compared: general public budget or all sources",
        ),
        "word",
        SCOPE_WORDS,
        SCOPE_WORDS.words["general"],
    ),
    Stated(
        "amount_unit",
        Text("金额单位", "unit of amounts"),
        Text("下表金额的单位：元、千元或万元", "unit of the amounts below: 元, 千元 or 万元 (yuan, 1,000, 10,000)"),
        "word",
        AMOUNT_UNIT_WORDS,
        Text("万元", "万元"),
    ),
    Stated(
        "decimals",
        Text("金额小数位", "decimals"),
        Text(
            "公布的金额印到几位小数；决定核对的精确程度（300.00 与 300 不同）",
            "decimals printed; decides how exact a figure is (300.00 is not 300)",
        ),
        "whole",
        default=Text("2", "2"),
    ),
)


@dataclass(frozen=True)
class FigureColumn:
    """A column of figures: the table that it belongs to and the fixed name of the column there."""

    table: str
    column: str
    title: Text


FIGURE_COLUMNS = (
    FigureColumn("general", "basic", Text("基本支出", "basic")),
    FigureColumn("general", "project", Text("项目支出", "project")),
    FigureColumn("general", "budget", Text("本年预算数（决算数）", "budget (final accounts: actual)")),
    FigureColumn("all", "total", Text("合计（全部资金）", "total (all sources)")),
)
CODE = Text("科目编码", "code")
NAME = Text("科目名称", "name")
TABLES = {
    "general": Text("一般公共预算支出表", "General public budget expenditure"),
    "all": Text("支出总表", "All expenditure"),
}
"""The two tables that the columns belong to, by scope; the Chinese titles are those of the published forms."""
