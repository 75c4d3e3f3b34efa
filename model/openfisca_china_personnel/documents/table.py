"""A published table as figures: rows of figures as printed, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.kinds import Scope, TableKind, kind_of_columns, kind_of_title
from openfisca_china_personnel.documents.printed import YUAN_IN, AmountUnit, half_last_place, is_percent
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

NO_AMOUNT_UNIT = Text(
    "表“{title}”没有注明金额单位（元、千元或万元），无法换算成元；请在 figures.yaml 中写明 amount_unit。",
    "the table “{title}” states no unit of amounts (元, 千元 or 万元), so its figures cannot be turned into yuan; "
    "state amount_unit in a figures.yaml",
)
UNDECIDED = Text(
    "表“{title}”第 {code} 行印出的数字少于列数，“{column}”列的数字无法确定；请在 figures.yaml 中更正后使用。",
    "in the table “{title}” the line {code} prints fewer figures than columns and the one of “{column}” cannot be "
    "decided; correct it in a figures.yaml and use that",
)


class Values(Mapping[str, str]):
    """The figures of one row by column, as printed less the thousands separators. Immutable, in column order."""

    __slots__ = ("_cells",)

    def __init__(self, cells: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        self._cells = tuple(dict(cells).items())

    def __getitem__(self, column: str) -> str:
        for name, printed in self._cells:
            if name == column:
                return printed
        raise KeyError(column)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __hash__(self) -> int:
        return hash(frozenset(self._cells))

    def __repr__(self) -> str:
        return f"Values({dict(self._cells)!r})"


@dataclass(frozen=True)
class Row:
    """One line of a table.

    ``code`` is the subject code, ``total`` for the line of totals; ``parent`` the code of the nearest row above it in
    the same table's hierarchy. ``values`` has only what is printed and decided; ``uncertain`` names the columns whose
    figure (or blank) the print leaves open. ``line`` counts from 1, on its page where the source has pages; ``page``
    is None where the source does not tell. A row that prints no code has an empty one. ``side`` is ``income`` or
    ``expenditure`` where a table has both side by side. ``box`` is where the row stands on its page and ``boxes``
    where each figure does, for sources that have places.
    """

    code: str
    name: str
    parent: str | None = None
    page: int | None = None
    line: int | None = None
    values: Mapping[str, str] = Values()
    uncertain: tuple[str, ...] = ()
    side: str = ""
    box: Box | None = field(default=None, compare=False, repr=False)
    boxes: Mapping[str, Box] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", Values(self.values))
        object.__setattr__(self, "uncertain", tuple(self.uncertain))

    def amount(self, column: str) -> Decimal | None:
        """The figure of a column in the table's own unit; None where nothing is printed or decided."""
        printed = self.values.get(column)
        return None if printed is None else Decimal(printed)

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON has it."""
        return {
            "code": self.code,
            "name": self.name,
            "parent": self.parent,
            "page": self.page,
            "line": self.line,
            "values": dict(self.values),
            "uncertain": list(self.uncertain),
        }


@dataclass(frozen=True)
class Figure:
    """One published figure with its place.

    ``amount`` is in the table's own unit, ``yuan`` in yuan (None for a percentage); ``half_last_place`` is half a unit
    of the last printed place, in yuan (in percent for a percentage). ``uncertain`` says that the document does not
    settle it, because another print of the same table has another figure.
    """

    printed: str
    amount: Decimal
    yuan: Decimal | None
    half_last_place: Decimal
    column: str
    table_number: str | None
    table_title: str
    page: int | None
    line: int | None
    uncertain: bool = False
    box: Box | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Table:
    """One table: ``columns`` in printed order under their fixed names, ``rows`` in printed order.

    ``number`` is the printed number in ASCII, None where none is printed; ``amount_unit`` None where none is stated.
    """

    number: str | None
    title: str
    scope: Scope
    amount_unit: AmountUnit | None
    page: int | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(self.columns))
        object.__setattr__(self, "rows", tuple(self.rows))

    @property
    def kind(self) -> TableKind | None:
        """Which of the known tables this is: by its title, without one by its columns and codes."""
        if not self.title:
            return kind_of_columns(self.columns, [row.code for row in self.rows])
        return kind_of_title(self.title) or kind_of_title(f"{self.title}表")

    def row(self, code: str) -> Row | None:
        """The first row of a code."""
        return next((row for row in self.rows if row.code == code), None)

    def children(self, code: str) -> tuple[Row, ...]:
        """The rows directly below a code; below ``total`` the topmost rows."""
        parent = None if code == TOTAL else code
        return tuple(row for row in self.rows if row.parent == parent and row.code != TOTAL)

    def in_yuan(self, amount: Decimal) -> Decimal:
        """An amount of this table in yuan.

        Raises:
            InputFaults: where the table states no unit of amounts.

        """
        if self.amount_unit is None:
            raise refuse(NO_AMOUNT_UNIT.format(title=self.title))
        return amount * YUAN_IN[self.amount_unit]

    def figure(self, code: str, column: str) -> Figure | None:
        """The figure of a line and a column; None where the table prints none.

        Raises:
            InputFaults: where the print leaves the figure open, or the table states no unit of amounts.

        """
        row = self.row(code)
        if row is None:
            return None
        printed = row.values.get(column)
        if printed is None:
            if column in row.uncertain:
                raise refuse(UNDECIDED.format(title=self.title, code=code, column=column), line=row.line)
            return None
        amount, half = Decimal(printed), half_last_place(printed)
        return Figure(
            printed=printed,
            amount=amount,
            yuan=None if is_percent(column) else self.in_yuan(amount),
            half_last_place=half if is_percent(column) else self.in_yuan(half),
            column=column,
            table_number=self.number,
            table_title=self.title,
            page=row.page,
            line=row.line,
            uncertain=column in row.uncertain,
            box=row.boxes.get(column),
        )

    def to_dict(self) -> dict[str, Any]:
        """The table as JSON has it."""
        return {
            "number": self.number,
            "title": self.title,
            "scope": self.scope,
            "amount_unit": self.amount_unit,
            "page": self.page,
            "columns": list(self.columns),
            "rows": [row.to_dict() for row in self.rows],
        }
