"""Plain text of the table of the three public expenses: one row of figures, placed by the sums."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.document import Table
from openfisca_china_personnel.documents.one_row import one_row_table, only_figures
from openfisca_china_personnel.documents.placement import placements
from openfisca_china_personnel.documents.printed import as_printed, decimals
from openfisca_china_personnel.documents.titles import is_over_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.text_parts import TextPart

_ABROAD = ("因公出国(境)费", "因公出国(境)费用", "因公出国(境)经费")
_VEHICLES = ("公务用车购置及运行费", "公务用车购置及运行维护费", "公务用车购置和运行维护费")
_PURCHASE = ("公务用车购置费", "购置费")
_RUNNING = ("公务用车运行费", "公务用车运行维护费", "运行费", "运行维护费")
_RECEPTION = ("公务接待费",)
_LAST = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")
_MIDDLE = ("total", "abroad", "reception", "vehicles", "vehicle_purchase", "vehicle_running")
_YEAR = re.compile(r"((?:19|20)\d\d)年度?")
_MEASURE = re.compile(r"预算数|决算数|执行数")


def public_table(part: TextPart, *, year: int | None, final: bool) -> Table | None:
    """The table; None where its head is none of the known ones or no line of figures follows."""
    start = next((n for n, line in enumerate(part.lines) if only_figures(line)), None)
    if start is None:
        return None
    head = "".join(line.joined for line in part.lines[:start] if not is_over_table(line.joined))
    columns = _columns(head, year=year, final=final)
    tokens: list[str | None] = []
    for line in part.lines[start:]:
        if not only_figures(line):
            break
        tokens += [as_printed(token) for token in line.tokens]
    if columns is None or not 0 < len(tokens) <= len(columns):
        return None
    half = Decimal(5).scaleb(-max((decimals(token) for token in tokens if token is not None), default=0) - 1)
    return one_row_table(part, columns, placements(tokens, columns, half), part.lines[start])


def _columns(head: str, *, year: int | None, final: bool) -> tuple[str, ...] | None:
    """The columns of one or two blocks, whose headings must have exactly the letters of the head."""
    years = [int(found) for found in _YEAR.findall(head)]
    measures = _MEASURE.findall(head)
    bare = Counter(_MEASURE.sub("", _YEAR.sub("", head)))
    blocks = 2 if head.count("接待") > 1 else 1
    if not any(_letters(parts, blocks) == bare for parts in product(_ABROAD, _VEHICLES, _PURCHASE, _RUNNING)):
        return None
    order = _LAST if head.rfind("接待") > head.find("用车") else _MIDDLE
    suffixes = _suffixes(blocks, years, measures, year=year, final=final)
    return None if suffixes is None else tuple(f"{column}{suffix}" for suffix in suffixes for column in order)


def _letters(parts: Sequence[str], blocks: int) -> Counter[str]:
    return Counter("".join((*parts, *_RECEPTION, "合计", "小计")) * blocks)


def _suffixes(
    blocks: int, years: Sequence[int], measures: Sequence[str], *, year: int | None, final: bool
) -> tuple[str, ...] | None:
    if blocks == 1:
        return ("",)
    if len(years) == 2 and year in years and min(years) < max(years):
        return tuple("" if each == year else "_prior_year" for each in years)
    if final and list(measures) == ["预算数", "决算数"]:
        return ("/budget", "")
    return None
