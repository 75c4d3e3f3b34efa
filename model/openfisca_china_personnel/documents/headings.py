"""The headings of the known tables: recognised in any cut over lines, they give the columns and their order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openfisca_china_personnel.documents.kinds import TableKind

# What each column's own heading may read; "Y" stands for a year.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "total": ("合计", "总计", "小计", "支出合计", "本年支出合计", "支出总计"),
    "basic": ("基本支出", "基本支出小计"),
    "project": ("项目支出", "项目支出小计"),
    "remitted": ("上缴上级支出", "上缴上级"),
    "business": ("事业单位经营支出", "经营支出", "事业单位经营"),
    "affiliated": ("对附属单位补助支出", "对附属单位补助", "对附属单位的补助支出", "对下级单位补助支出"),
    "prior_year_actual": ("执行数", "Y年执行数", "Y年度执行数", "上年执行数", "Y年预算执行数", "Y年决算数"),
    "prior_year_actual_less_capital": ("扣除中央基建投资后执行数", "扣除中央基本建设投资后执行数"),
    "budget": ("小计", "合计", "年初预算数小计"),
    "budget_less_capital": ("扣除中央基建投资后预算数", "扣除中央基本建设投资后预算数"),
    "change": ("增减额", "增减数", "增减金额"),
    "change_percent": ("增减(%)", "增减%", "增减率(%)", "增减率%", "增减幅度(%)", "增减比例(%)", "增减幅度%", "增减率"),
    "personnel": ("人员经费",),
    "operating": ("公用经费", "日常公用经费"),
    "basic_subtotal": ("小计",),
    "year_total": ("本年支出",),
    "whole_budget": ("预算数", "本年预算数", "Y年预算数", "Y年度预算数", "年初预算数", "Y年年初预算数"),
    "one_amount": ("金额", "预算数", "本年预算数", "Y年预算数", "Y年度预算数", "预算金额"),
    "only_basic": ("基本支出", "Y年基本支出", "Y年度基本支出"),
    "income_total": ("合计", "总计", "收入合计", "收入总计", "本年收入", "本年收入合计"),
    "财政拨款收入": ("财政拨款收入", "财政拨款"),
    "上级补助收入": ("上级补助收入",),
    "事业收入": ("事业收入",),
    "经营收入": ("经营收入",),
    "事业单位经营收入": ("事业单位经营收入",),
    "附属单位上缴收入": ("附属单位上缴收入", "附属单位缴款"),
    "other_income": ("其他收入",),
    "机关运行经费支出": ("机关运行经费支出",),
    "actual": ("本年支出", "决算数", "本年决算数", "Y年决算数", "Y年度决算数", "本年支出决算数"),
}

# Headings over several columns, over the codes and names, and what else stands in the head of a table.
_OVER: tuple[str, ...] = (
    "科目(单位)编码", "科目(单位)名称",
    "科目编码", "科目代码", "功能分类科目编码", "支出功能分类科目编码", "经济分类科目编码", "支出经济分类科目编码",
    "编码", "科目名称", "科目", "名称", "项目", "项目名称", "功能分类科目名称", "支出功能分类科目名称",
    "经济分类科目名称", "支出经济分类科目名称", "功能分类科目", "支出功能分类科目", "支出功能分类", "功能分类",
    "经济分类科目", "支出经济分类科目", "支出经济分类", "部门预算支出经济分类科目", "部门预算经济分类科目",
    "部门支出经济分类科目", "部门预算支出经济分类", "单位预算支出经济分类科目", "类", "款", "项", "类款项",
    "年初预算数", "Y年预算数", "Y年度预算数", "Y年年初预算数", "本年预算数", "Y年基本支出", "Y年度基本支出",
    "Y年预算数比Y年执行数", "Y年预算数比Y年执行数(扣除中央基建投资)", "Y年预算数比上年执行数", "比上年执行数",
    "Y年预算比Y年执行数", "预算数比执行数", "Y年预算数比Y年执行数增减", "(扣除中央基建投资)", "一般公共预算基本支出",
    "Y年执行数", "Y年度执行数", "上年执行数", "本年支出", "增减情况", "本年一般公共预算基本支出",
    "功能科目编码", "功能科目代码", "功能科目名称", "经济科目编码", "经济科目代码", "经济科目名称",
    "部门预算经济分类科目编码",
    "部门预算经济分类科目名称", "部门经济分类科目编码", "部门经济分类科目名称",
    "Y年预算数比Y年执行数增减(扣除中央基建投资)", "支出功能分类科目(类款项)",
    "收入", "收入预算", "支出", "支出预算", "一般公共预算支出", "基本支出", "栏次",
    "单位:元", "单位:千元", "单位:万元", "单位:人民币元", "单位:人民币万元", "金额单位:元", "金额单位:千元",
    "金额单位:万元", "(单位:元)", "(单位:千元)", "(单位:万元)", "单位:万元%",
)  # fmt: skip

# Over a single column of figures nothing but codes and names: words like 支出 may be a second column's heading.
_OVER_ONE = tuple(text for text in _OVER if re.search(r"编码|代码|名称|科目|单位:|^[类款项]+$|栏次", text))

# Columns that read otherwise beside certain others.
_COLUMN_OF = {
    "basic_subtotal": "basic",
    "only_basic": "basic",
    "year_total": "total",
    "whole_budget": "budget",
    "one_amount": "budget",
    "income_total": "total",
}
_NOT_IN_FINAL_ACCOUNTS = frozenset({"year_total", "one_amount"})
_NOT_IN_BUDGETS = frozenset({"actual"})


@dataclass(frozen=True)
class Layout:
    """The columns of one form of a table, in printed order under their fixed names."""

    kind: TableKind
    leaves: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The fixed names of the columns."""
        return tuple(_COLUMN_OF.get(leaf, leaf) for leaf in self.leaves)


_LAYOUTS: tuple[Layout, ...] = (
    Layout("expenditure", ("total", "basic", "project", "remitted", "business", "affiliated")),
    Layout("expenditure", ("total", "basic", "project", "business", "remitted", "affiliated")),
    Layout("expenditure", ("total", "basic", "project", "business", "affiliated", "remitted")),
    Layout("expenditure", ("total", "basic", "project")),
    Layout(
        "general",
        (
            "prior_year_actual",
            "prior_year_actual_less_capital",
            "budget",
            "basic",
            "project",
            "budget_less_capital",
            "change",
            "change_percent",
        ),
    ),
    Layout("general", ("prior_year_actual", "budget", "basic", "project", "change", "change_percent")),
    Layout("general", ("total", "basic", "project")),
    Layout("general", ("year_total", "basic", "project")),
    Layout("general", ("whole_budget", "basic", "project")),
    Layout("general", ("actual", "basic", "project")),
    Layout("general", ("total", "basic_subtotal", "personnel", "operating", "project")),
    Layout("general", ("one_amount",)),
    Layout("general", ("actual",)),
    Layout("basic", ("total", "personnel", "operating")),
    Layout("basic", ("one_amount",)),
    Layout("basic", ("only_basic",)),
    Layout("basic", ("actual",)),
    Layout("income", ("income_total", "财政拨款收入", "事业收入", "事业单位经营收入", "other_income")),
    Layout(
        "income",
        (
            "income_total",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "经营收入",
            "附属单位上缴收入",
            "other_income",
        ),
    ),
    Layout("appropriation_expenditure", ("one_amount",)),
    Layout("appropriation_expenditure", ("actual",)),
    Layout("appropriation_expenditure", ("total", "basic", "project")),
    Layout("appropriation_basic", ("one_amount",)),
    Layout("appropriation_basic", ("only_basic",)),
    Layout("appropriation_basic", ("actual",)),
    Layout("agency_operating", ("one_amount",)),
    Layout("agency_operating", ("机关运行经费支出",)),
)


_MOST_READINGS = 60
_MOST_STATES = 3_000


class _State(NamedTuple):
    """How far a head is explained: the next word and position, the last column of the line, letters read a heading."""

    word: int
    position: int
    last: int
    read: tuple[int, ...]


def layout_of(kind: TableKind, head: Sequence[Sequence[str]], *, final: bool = False) -> Layout | None:
    """The layout whose headings make up the head of a table exactly, or None.

    ``head`` has the tokens of every line; ``final`` where the title says final accounts, whose 本年支出 is what was
    spent. A heading may be cut over lines and the cells of a line may stand side by
    side; a line's own headings stand from left to right, headings over several columns anywhere. Where two layouts
    fit, the one fits better whose columns begin in the order of the text; no layout where that does not settle it.
    """
    tokens = tuple(tuple(map(_without_year, line)) for line in head)
    tokens = tuple(line for line in tokens if not all(re.fullmatch(r"\d{1,2}", token) for token in line))
    fits: dict[tuple[str, ...], tuple[int, Layout]] = {}
    for layout in _LAYOUTS:
        excluded = _NOT_IN_FINAL_ACCOUNTS if final else _NOT_IN_BUDGETS
        if layout.kind != kind or not excluded.isdisjoint(layout.leaves):
            continue
        begins = _beginnings(layout.leaves, tokens)
        if begins is not None:
            fits[layout.columns] = (_inversions(begins), layout)
    ranked = sorted(fits.values(), key=lambda fit: fit[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _without_year(token: str) -> str:
    return re.sub(r"(?:19|20)\d\d", "Y", token)


def _inversions(begins: Sequence[int]) -> int:
    return sum(1 for i, first in enumerate(begins) for second in begins[i + 1 :] if first > second)


def _beginnings(leaves: Sequence[str], lines: tuple[tuple[str, ...], ...]) -> tuple[int, ...] | None:
    """For every column the position in the text where its heading begins; None where the head does not fit."""
    letters = Counter("".join(token for line in lines for token in line))
    for headings in islice(_readings(leaves, letters), _MOST_READINGS):
        begins = _Arrangement(headings, len(leaves), lines).beginnings()
        if begins is not None:
            return begins
    return None


def _readings(leaves: Sequence[str], letters: Counter[str]) -> Iterator[tuple[str, ...]]:
    """Every choice of headings, those of the columns first, that has exactly the letters of the head."""
    fitting = ([text for text in _HEADINGS[leaf] if Counter(text) <= letters] for leaf in leaves)
    for chosen in product(*fitting):
        used = Counter("".join(chosen))
        if used <= letters:
            for over in _made_of(letters - used, _OVER_ONE if len(leaves) == 1 else _OVER):
                yield (*chosen, *over)


def _made_of(letters: Counter[str], texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every set of texts that has exactly these letters."""
    if not letters:
        yield ()
        return
    fitting = [text for text in texts if Counter(text) <= letters]
    scarce = min(letters, key=lambda letter: sum(letter in text for text in fitting))
    holding = [text for text in fitting if scarce in text]
    for index, text in enumerate(holding):
        others = [other for other in fitting if other != text and other not in holding[:index]]
        for rest in _made_of(letters - Counter(text), others):
            yield (text, *rest)


class _Arrangement:
    """Searches how the pieces of given headings make up the lines of a head, each line from left to right."""

    def __init__(self, headings: Sequence[str], leaf_count: int, lines: tuple[tuple[str, ...], ...]) -> None:
        self.headings = headings
        self.leaf_count = leaf_count
        self.words = [(line, word) for line, words in enumerate(lines) for word in words]
        self.failed: set[_State] = set()

    def beginnings(self) -> tuple[int, ...] | None:
        """Where in the text each column's heading begins."""
        found = self._place(_State(0, 0, -1, (0,) * len(self.headings)), {})
        return None if found is None else tuple(found[leaf] for leaf in range(self.leaf_count))

    def _place(self, state: _State, begins: dict[int, int]) -> dict[int, int] | None:
        if state.word == len(self.words):
            return begins
        if state in self.failed or len(self.failed) > _MOST_STATES:
            return None
        line, word = self.words[state.word]
        for length, item in self._pieces(word[state.position :], state):
            read = tuple(done + length * (index == item) for index, done in enumerate(state.read))
            last = item if item < self.leaf_count else state.last
            if state.position + length < len(word):
                after = _State(state.word, state.position + length, last, read)
            else:
                same_line = state.word + 1 < len(self.words) and self.words[state.word + 1][0] == line
                after = _State(state.word + 1, 0, last if same_line else -1, read)
            found = self._place(after, {item: state.word * 100 + state.position} | begins)
            if found is not None:
                return found
        self.failed.add(state)
        return None

    def _pieces(self, text: str, state: _State) -> list[tuple[int, int]]:
        """Longest pieces first; of equally long ones those that go on with a heading already begun, then columns."""
        pieces = [
            (length, item)
            for item, heading in enumerate(self.headings)
            if item >= state.last or item >= self.leaf_count
            for length in range(1, _common_length(text, heading[state.read[item] :]) + 1)
        ]
        return sorted(pieces, key=lambda piece: (-piece[0], state.read[piece[1]] == 0, piece[1]))


def _common_length(text: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
