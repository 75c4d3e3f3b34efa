"""Every figure of a document as a cell that identities can hold together: exact, with its tolerance and its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.findings import Place
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.documents.printed import YUAN_IN, decimals, half_last_place, is_percent
from openfisca_china_personnel.documents.prose import Quantity, Statement
from openfisca_china_personnel.documents.prose.statements import YUAN
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document, Row, Table


@dataclass(frozen=True)
class Cell:
    """One printed figure: ``value`` and ``half`` (half its last place) in yuan, ``factor`` yuan in its own unit."""

    key: tuple[object, ...]
    value: Decimal
    half: Decimal
    factor: int
    places: int
    unit: str
    name: Text
    place: Place

    def shown(self, value: Decimal) -> str:
        """An amount in this cell's unit: with its decimals, and with more where those hide that it is another."""
        amount, mine = value / self.factor, self.value / self.factor
        exponent = amount.normalize().as_tuple().exponent
        most = max(-exponent if isinstance(exponent, int) else 0, self.places)
        for places in range(max(self.places, min(2, most)), most):
            if amount == mine or round(amount, places) != mine:
                return f"{amount:.{places}f}"
        return f"{amount:.{most}f}"


class Cells:
    """The cells of one document: of its tables by table, row and column, of its narrative by statement."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        self.document = document
        self.statements = with_usual_places(statements)
        self.drops_zeros = [_usual_places(table) for table in document.tables]
        self._of_tables: dict[tuple[int, int, str], Cell | None] = {}

    def of_table(self, table: int, row: int, column: str) -> Cell | None:
        """A figure of a table; None where nothing is printed."""
        key = (table, row, column)
        if key not in self._of_tables:
            self._of_tables[key] = self._made(table, row, column)
        return self._of_tables[key]

    def _made(self, table: int, row: int, column: str) -> Cell | None:
        found = self.document.tables[table]
        line = found.rows[row]
        printed = line.values.get(column)
        if printed is None:
            return None
        factor = 1 if found.amount_unit is None else YUAN_IN[found.amount_unit]
        unit: str = found.amount_unit or ""
        if is_percent(column):
            factor, unit = 1, "%"
        half = half_last_place(printed) if Decimal(printed) else Decimal(0)
        usual = self.drops_zeros[table]
        if usual is not None and not is_percent(column):
            half = min(half, Decimal(5).scaleb(-usual - 1))
        return Cell(
            key=(table, row, column),
            value=Decimal(printed) * factor,
            half=half * factor,
            factor=factor,
            places=decimals(printed),
            unit=unit,
            name=cell_name(found, line, column),
            place=place_of(found, line, column),
        )

    def of_statement(self, index: int) -> Cell | None:
        """The amount that a statement gives."""
        statement = self.statements[index]
        if statement.amount is None:
            return None
        first = index if statement.repeats is None else statement.repeats
        return self.of_quantity(statement, statement.amount, ("prose", first))

    def of_quantity(self, statement: Statement, quantity: Quantity, key: tuple[object, ...]) -> Cell:
        """A number of a statement as a cell."""
        return Cell(
            key=key,
            value=quantity.value,
            half=quantity.half,
            factor=YUAN[quantity.unit],
            places=decimals(quantity.printed),
            unit=quantity.unit,
            name=Text(f"文字说明中“{statement.subject}”", f"“{statement.subject}” in the narrative"),
            place=place_in_prose(statement, quantity),
        )


def place_in_prose(statement: Statement, quantity: Quantity | None = None) -> Place:
    """Where a statement, or one number of it, stands."""
    at = quantity.at if quantity is not None else statement.at
    return Place(page=at.page, line=at.number, table=statement.table, code=statement.code, box=at.box)


def place_of(table: Table, row: Row, column: str | None = None) -> Place:
    """Where a row or a figure of it stands."""
    box = row.boxes.get(column) if column is not None else None
    return Place(
        page=row.page if row.page is not None else table.page,
        line=row.line,
        table=label(table),
        code=row.code or row.name,
        column=column,
        box=box or row.box,
    )


def label(table: Table) -> str:
    """What a place calls a table: its number, else its title."""
    return table.number or table.title


def cell_name(table: Table, row: Row, column: str) -> Text:
    """A figure as an auditor would name it."""
    title = f"{table.title}（表{table.number}）" if table.number else table.title
    line = f"{row.code} {row.name}" if row.code[:1].isdigit() else row.name or "合计"
    heading = column_name(column)
    return Text(f"《{title}》“{line}”行“{heading.zh}”", f"《{title}》, line “{line}”, column “{heading.en}”")


_AMOUNTS = ("amount", "base", "change")
_MANY = 10
_SELDOM = 20  # where zeros are printed one figure in ten ends with one; one in so many is a slip
_FEN = 2


def with_usual_places(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, each amount of which knows whether its narrative leaves zeros at the end away.

    Amounts in one unit are looked at together; percentages keep no one style within a document.
    """
    by_unit: dict[str, list[str]] = {}
    for statement in statements:
        for name in _AMOUNTS:
            quantity: Quantity | None = getattr(statement, name)
            if quantity is not None and Decimal(quantity.printed):
                by_unit.setdefault(quantity.unit, []).append(quantity.printed)
    usual = {unit: places for unit, printed in by_unit.items() if (places := _left_away(unit, printed)) is not None}
    return tuple(_with_places(statement, usual) for statement in statements)


def _left_away(unit: str, printed: Sequence[str]) -> int | None:
    most = max(decimals(p) for p in printed)
    if unit == "元" and most == _FEN:  # full yuan beside fen are exact, unless others print .00
        return None if any(p.endswith(".00") for p in printed) else most
    longest = [p for p in printed if decimals(p) == most]
    one_less = sum(decimals(p) == most - 1 for p in printed)
    zeros = sum(p.endswith("0") for p in longest)
    if most < _FEN or len(longest) < _MANY:
        return None
    if not one_less and not any(p.endswith("." + "0" * most) for p in longest):
        return most if len(longest) + sum(not decimals(p) for p in printed) == len(printed) else None
    return most if zeros < one_less and zeros * _SELDOM <= len(longest) else None


def _with_places(statement: Statement, usual: Mapping[str, int]) -> Statement:
    changed = {
        name: replace(quantity, usual=usual[quantity.unit])
        for name in _AMOUNTS
        if (quantity := getattr(statement, name)) is not None and quantity.unit in usual
    }
    return replace(statement, **changed)


def _usual_places(table: Table) -> int | None:
    """The decimals of a table that leaves zeros at the end away; None for one that prints them."""
    printed = [p for row in table.rows for column, p in row.values.items() if not is_percent(column) and Decimal(p)]
    most = max((decimals(p) for p in printed), default=0)
    longest = [p for p in printed if decimals(p) == most]
    shorter = len(printed) - len(longest)
    if most == 0 or not shorter or len(longest) < 5 or any(p.endswith("0") for p in longest):
        return None
    return most
