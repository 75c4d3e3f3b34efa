"""The published lines that a roster is to reproduce: each an interval of whole fen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from math import ceil
from typing import TYPE_CHECKING, Literal

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.subjects import LINES, Line, functional_code

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document
    from openfisca_china_personnel.documents.document import Figure

Scope = Literal["general", "all"]
PRIOR_YEAR = "prior_year_actual"

_NO_YEAR = Text("文件没有写明年度，请用 --year 指定。", "the document states no year; state it with --year.")
_OTHER_YEAR = Text(
    "文件是 {of} 年度的，只有 {of} 年和 {before} 年（上年执行数）的数字，没有 {year} 年的。",
    "the document is of {of}: it has figures of {of} and {before} (last year's actual), none of {year}.",
)
_NO_PRIOR_SCOPE = Text(
    "上年执行数只在一般公共预算支出表中公布，没有口径为“全部资金”的数字。",
    "last year's actual is published in the table of the general public budget only, not for every source of funds.",
)
_NOTHING = Text(
    "文件中没有读到 {year} 年任何一项人员经费科目（住房公积金、提租补贴、购房补贴、养老保险、职业年金）的数字。",
    "none of the five personnel lines has a figure of {year} in the document.",
)


@dataclass(frozen=True)
class Target:
    """A published line: ``low`` to ``high`` are the whole fen that print as the figure does, ``place`` its last place.

    ``place`` is in fen and at least one.
    """

    line: Line
    code: str
    figure: Figure
    low: int
    high: int
    place: int

    @property
    def yuan(self) -> Decimal:
        """The figure in yuan."""
        assert self.figure.yuan is not None
        return self.figure.yuan

    @property
    def middle(self) -> int:
        """The fen nearest to the printed figure."""
        return (self.low + self.high + 1) // 2

    def holds(self, fen: int) -> bool:
        """Whether an amount prints as the figure does."""
        return self.low <= fen <= self.high

    def moved(self, places: int) -> Target:
        """The same line printed so many last places higher (or lower)."""
        shift = places * self.place
        return Target(self.line, self.code, self.figure, self.low + shift, self.high + shift, self.place)


def year_of(document: Document, year: int | None) -> int:
    """The year asked for, else the document's own. Raises ``InputFaults`` where there is neither or no such figures."""
    found = year if year is not None else document.year
    if found is None:
        raise refuse(_NO_YEAR, file=document.source)
    if document.year is not None and found not in (document.year, document.year - 1):
        raise refuse(_OTHER_YEAR.format(of=document.year, before=document.year - 1, year=found), file=document.source)
    return found


def figures_of(document: Document, year: int, scope: Scope, codes: list[str]) -> list[Figure | None]:
    """The figures of subject codes in a year: the reported ones, or last year's actual from the year after."""
    if document.year is None or document.year == year:
        return [document.figure(code, scope=scope) for code in codes]
    if scope != "general":
        raise refuse(_NO_PRIOR_SCOPE, file=document.source)
    return [document.figure(code, table="general", column=PRIOR_YEAR) for code in codes]


def targets_of(document: Document, year: int, scope: Scope, parameters: ParameterNode) -> dict[Line, Target]:
    """The published personnel lines of a year. Raises ``InputFaults`` where there is none."""
    codes = [functional_code(parameters, line, year) for line in LINES]
    found = {}
    for line, code, figure in zip(LINES, codes, figures_of(document, year, scope, codes), strict=True):
        if figure is not None and figure.yuan is not None:
            found[line] = target_of(line, code, figure)
    if not found:
        raise refuse(_NOTHING.format(year=year), file=document.source)
    return found


def target_of(line: Line, code: str, figure: Figure) -> Target:
    """A figure as whole fen: from half its last place below it to just under half above."""
    assert figure.yuan is not None
    half = figure.half_last_place * 100
    middle = figure.yuan * 100
    low = int((middle - half).to_integral_value(ROUND_CEILING))
    high = ceil(middle + half) - 1
    if high < low:
        low = high = round(middle)
    return Target(line, code, figure, low, high, max(1, round(2 * half)))
