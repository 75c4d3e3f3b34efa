"""Plain text of a unit's table of income: one row of figures in the columns of the form of central units.

Blank cells leave fewer figures than columns, and their sum alone rarely says which are blank. The narrative names each
source with its amount; where it does, that decides, and what neither decides stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.document import Table
from openfisca_china_personnel.documents.one_row import one_row_table, only_figures
from openfisca_china_personnel.documents.printed import YUAN_IN, AmountUnit, as_printed, decimals
from openfisca_china_personnel.documents.titles import is_over_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openfisca_china_personnel.documents.lines import Line
    from openfisca_china_personnel.documents.text_parts import TextPart

# The form's columns in printed order (财预〔2016〕143号, table 2): the heading, its name here, what sentences call it.
_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("合计", "total", r"收入(?:总)?预算"),
    ("上年结转", "carried_in", r"上年结转"),
    ("一般公共预算拨款收入", "general_budget", r"一般公共预算(?:当年)?(?:财政)?拨款收入"),
    ("政府性基金预算拨款收入", "government_fund", r"政府性基金(?:预算)?(?:财政)?拨款收入"),
    ("国有资本经营预算拨款收入", "state_capital", r"国有资本经营(?:预算)?(?:财政)?拨款收入"),
    ("事业收入金额", "事业收入/金额", r"(?<!单位)事业收入"),
    ("其中:教育收费", "事业收入/其中:教育收费", r"教育收费(?:收入)?"),
    ("事业单位经营收入", "事业单位经营收入", r"事业单位经营收入"),
    ("上级补助收入", "上级补助收入", r"上级补助收入"),
    ("附属单位上缴收入", "附属单位上缴收入", r"附属单位上缴收入"),
    ("其他收入", "other_income", r"其他收入"),
    ("使用非财政拨款结余", "used_surplus", r"使用(?:以前年度)?非财政拨款结余"),
)
_NAMES = tuple(name for _, name, _ in _COLUMNS)
_WITHIN = _NAMES.index("事业收入/其中:教育收费")  # a part of the column before it
_AMOUNT = r"(?:为|是|:)?([\d,]+(?:\.\d+)?)(亿元|万元|千元|元)"
_YUAN: dict[str, int] = {"亿元": 100_000_000, **{str(unit): yuan for unit, yuan in YUAN_IN.items()}}


def income_table(part: TextPart, lines: Sequence[Line]) -> Table | None:
    """The table; None where its head is another one's, or its row fits in no way. ``lines``: the whole document's."""
    start = next((n for n, line in enumerate(part.lines) if line.tokens and only_figures(line)), None)
    if start is None or part.over.amount_unit is None:
        return None
    head = "".join(line.joined for line in part.lines[:start] if not is_over_table(line.joined))
    if Counter(head) != Counter("".join(heading for heading, _, _ in _COLUMNS)):
        return None
    tokens = [printed for token in part.lines[start].tokens if (printed := as_printed(token)) is not None]
    if not 1 < len(tokens) <= len(_COLUMNS):
        return None
    ways = _ways(tokens, _stated(lines, part.over.amount_unit))
    return one_row_table(part, _NAMES, ways, part.lines[start]) if ways else None


def _ways(tokens: Sequence[str], stated: dict[str, list[tuple[Decimal, Decimal]]]) -> list[tuple[str | None, ...]]:
    """The placements, total first, that add up and are what the narrative tells.

    Where the row does not add up, the one that the narrative alone decides; where the two contradict each other, all
    that add up, which leaves the cells open.
    """
    ways = list(_in_order(tokens))
    told = [cells for cells in ways if _are_told(cells, stated)]
    exact = [cells for cells in ways if _add_up(cells)]
    both = [cells for cells in told if cells in exact]
    return both or (told if len(told) == 1 else exact)


def _in_order(tokens: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
    for places in combinations(range(1, len(_NAMES)), len(tokens) - 1):
        cells: list[str | None] = [tokens[0], *[None] * (len(_NAMES) - 1)]
        for place, token in zip(places, tokens[1:], strict=True):
            cells[place] = token
        if _inside(cells):
            yield tuple(cells)


def _add_up(cells: Sequence[str | None]) -> bool:
    total, *rest = [None if cell is None else Decimal(cell) for cell in cells]
    assert total is not None
    parts = [amount for place, amount in enumerate(rest, start=1) if place != _WITHIN and amount is not None]
    half = Decimal(5).scaleb(-max(decimals(cell) for cell in cells if cell is not None) - 1)
    return abs(total - sum(parts)) < 2 * half


def _are_told(cells: Sequence[str | None], stated: dict[str, list[tuple[Decimal, Decimal]]]) -> bool:
    return all(_told(cell, name, stated) for cell, name in zip(cells, _NAMES, strict=True))


def _inside(cells: Sequence[str | None]) -> bool:
    """Whether the part of a column is no more than the column."""
    part, whole = cells[_WITHIN], cells[_WITHIN - 1]
    return part is None or (whole is not None and Decimal(part) <= Decimal(whole))


def _told(cell: str | None, name: str, stated: dict[str, list[tuple[Decimal, Decimal]]]) -> bool:
    """Whether a cell is what some sentence tells of its column; where none does, anything is."""
    told = stated.get(name)
    if not told:
        return True
    if cell is None:
        return any(not amount for amount, _ in told)
    own = Decimal(5).scaleb(-decimals(cell) - 1)
    return any(abs(Decimal(cell) - amount) <= half + own for amount, half in told)


def _stated(lines: Sequence[Line], unit: AmountUnit) -> dict[str, list[tuple[Decimal, Decimal]]]:
    """What sentences state of each source, with half the last place, in the table's unit."""
    text = "".join(line.joined for line in lines)
    found: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for _, name, words in _COLUMNS[1:]:
        for match in re.finditer(words + _AMOUNT, text):
            printed, stated_in = match.group(1).replace(",", ""), match.group(2)
            factor = Decimal(_YUAN[stated_in]) / YUAN_IN[unit]
            found.setdefault(name, []).append(
                (Decimal(printed) * factor, Decimal(5).scaleb(-decimals(printed) - 1) * factor)
            )
    return found
