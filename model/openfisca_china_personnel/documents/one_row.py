"""Tables of plain text that print one row of figures: a figure stands where every way to place the row agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.document import Row, Table
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.kinds import scope_of_title
from openfisca_china_personnel.documents.printed import is_number, is_printed_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line
    from openfisca_china_personnel.documents.text_parts import TextPart


def only_figures(line: Line) -> bool:
    """Whether a line prints figures and signs for blank cells only."""
    return all(is_number(token) or is_printed_blank(token) for token in line.tokens)


def one_row_table(part: TextPart, columns: Sequence[str], ways: Sequence[tuple[str | None, ...]], line: Line) -> Table:
    """The table of a row that can be placed in these ways; where they differ the columns are open."""
    values: dict[str, str] = {}
    uncertain: list[str] = []
    for index, column in enumerate(columns):
        readings = {cells[index] for cells in ways}
        if len(readings) > 1:
            uncertain.append(column)
        elif (printed := next(iter(readings))) is not None:
            values[column] = printed
    title = part.over.title or ""
    page = part.over.first.page if part.over.first is not None else None
    row = Row(TOTAL, "", None, line.page, line.number, values, tuple(uncertain))
    return Table(part.over.number, title, scope_of_title(title), part.over.amount_unit, page, tuple(columns), (row,))
