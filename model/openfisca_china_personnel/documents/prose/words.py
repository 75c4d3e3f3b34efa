"""The words that say how an amount compares, what it is a part of and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FALLS = r"减少|下降|降低|减幅|降幅|减|调减|压减|核减|缩减|节约|节省|少|小于.{0,12}"
_RISES = r"增加|增长|上升|提高|提升|上涨|增幅|增|调增|多|大于.{0,12}"
DIRECTED = re.compile(rf"(?:(?P<down>{_FALLS})|(?P<up>{_RISES}))(?:了|约|率|比例|幅度)?(?:为|:)?$")
EITHER_WAY = re.compile(r"(?:增加|增长|减少|下降)[((/][^()]{1,6}[))]?$")
# 由 … 增加到 …: what it was, and what it became.
FROM = re.compile(r"(?:由|从)(?:20\d\d年度?|上年度?|去年|年初|原)?[^,。;由从]{0,8}?的?$")
UP_TO = re.compile(
    r"(?:(?P<down>减少|下降|降低|压减|调减|降|减)|(?P<up>增加|增长|提高|上升|调增|增|升)|调整)(?:到|至|为)$"
)
DIFFERENCE = re.compile(r"(?:差值|差额|相差)(?:为)?$")
COMPARED = re.compile(r"(?:比|与|较|同)[^,。;]*?(?:相比|(?:预算|当年)?执行数|决算数?|预算数?|年度?初?|上年|去年)")
_YEAR_BEFORE = r"(?:20\d\d年度?|上年度?|去年|上一年度?|年初|年度)"
# The whole of a comparison, less what it compares: 与2019年预算相比, 较上年决算数, 同比.
COMPARED_WITH = re.compile(
    rf"同比|环比|(?:与|和|比|较|同)?{_YEAR_BEFORE}(?:同期)?(?:的)?(?:一般公共预算)?(?:财政拨款)?(?:当年)?(?:年初)?"
    r"(?:预算|决算|执行|支出)?(?:执行|安排)?(?:数|数据)?(?:进行)?(?:对比|相比|比较)?|对比|相比"
)
LED_BY_COMPARISON = re.compile(rf"^(?:与|比|较|同){_YEAR_BEFORE}")
BASE_IN_WORDS = re.compile(rf"^(?:与|比|较|同){_YEAR_BEFORE}[^\d,。;]{{0,6}}(\d[\d,]*(?:\.\d+)?)(?=[增减下上降])")
BASE = re.compile(
    r"(?:(?P<initial>年初预算(?:数)?)|(?P<year>20\d\d)年(?:度)?(?:当年)?(?:预算)?(?:执行|决算|预算)数|上年.{0,6}数)(?:为|是|:)?$"
)
RESTATED = re.compile(r"(?:预算安排|支出决算|决算|年度?预算|支出)(?:数)?(?:为|:)?$")
SHARE = re.compile(r"占(?!比)(?P<of>.*?)(?:的)?(?:比重|比例)?(?:为)?$|占比(?:为)?$")
COMPLETED = re.compile(r"(?:完成|为).{0,6}预算(?:数)?的?$")
UNCHANGED = re.compile(r"持平|无变化|一致|无增减")
BUDGET_WORD = re.compile(r"决算数(?P<word>大于|小于|等于|与)(?:年初)?预算数")
WHOLE_AND_PARTS = re.compile(r"其中|包括|含(?!税)|分别为")
_CAUSE = re.compile(
    r"(?:主要)?原因(?:主要)?(?:是(?:因为|由于)?|为|:|(?=一是))[::]?|(?<=[,。;])主要(?:是(?:因为|由于|因|(?!用于|指|包括|为))|由于)|(?<=[,。;])(?:原因|因为|由于|因(?!公))"
)
_CAUSE_END = re.compile(r"[。;](?!(?:二|三|四|五)是)|$")
_WEAK_CAUSE_END = re.compile(r"[。;]|[,][^,。;]*?\d[\d,.]*(?:万元|元)|$")


@dataclass(frozen=True)
class Cause:
    """Where a cause is told: where the words that announce it begin and end, where it ends; whether they say 原因."""

    start: int
    told: int
    end: int
    named: bool


def causes_in(text: str) -> list[Cause]:
    """The causes that a paragraph tells.

    Plain 主要是 and 因 also open lists of parts, so such a cause ends before the next amount, and there is none where
    the amount stands in its first clause.
    """
    found: list[Cause] = []
    for match in _CAUSE.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        strong = "原因" in match.group()
        end = (_CAUSE_END if strong else _WEAK_CAUSE_END).search(text, match.end())
        stop = len(text) if end is None else end.start()
        if not strong and re.search(r"\d(?:万元|元)", text[match.end() : stop]):
            continue
        found.append(Cause(match.start(), match.end(), stop, strong))
    return found
