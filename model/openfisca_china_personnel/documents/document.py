"""A published document as figures: tables of rows, each figure as printed, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.kinds import Scope, TableKind, kind_of_title
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.printed import YUAN_IN, AmountUnit, half_last_place, is_percent
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.notes import Note

if TYPE_CHECKING:
    import polars as pl

DocumentKind = Literal["budget", "final_accounts"]

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
        """Which of the known tables this is, by its title."""
        return kind_of_title(self.title)

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


class Printed(NamedTuple):
    """A figure where it stands: as printed, None where the print leaves it open.

    ``yuan`` is None for percentages, in tables that state no unit of amounts, and where nothing is decided.
    """

    table: Table
    row: Row
    column: str
    printed: str | None
    yuan: Decimal | None
    uncertain: bool


@dataclass(frozen=True)
class Document:
    """What a published document states.

    ``unit`` and ``year`` are None where it does not say; ``amount_unit`` is None where its tables state none or
    different ones; ``source`` says where it was read. ``prose`` has the lines outside of the tables, in printed order;
    ``notes`` say what of the document was not read.
    """

    unit: str | None
    year: int | None
    kind: DocumentKind
    amount_unit: AmountUnit | None
    tables: tuple[Table, ...]
    source: str | None = None
    prose: tuple[Line, ...] = field(default=(), compare=False, repr=False)
    notes: tuple[Note, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", tuple(self.tables))

    def tables_of(self, kind: TableKind) -> tuple[Table, ...]:
        """The tables of a kind, in printed order."""
        return tuple(table for table in self.tables if table.kind == kind)

    def figure(
        self,
        code: str,
        *,
        scope: Literal["general", "all"] = "general",
        column: str | None = None,
        table: str | None = None,
    ) -> Figure | None:
        """The figure that a comparison reads for a line, or None where the document prints none.

        Scope ``general`` reads the general public budget's expenditure table, column ``budget`` (``actual`` in final
        accounts); where that table only has ``total``, that. Scope ``all`` reads the table of all expenditure, column
        ``total``. ``table`` names another table: its number, its title or a part of it, or a kind (``basic`` for the
        table by economic classification, column ``total``).

        Raises:
            InputFaults: where the print leaves the figure open, or the table states no unit of amounts.

        """
        chosen = self._tables_named(table) if table is not None else self._tables_in_scope(scope)
        first: Figure | None = None
        for candidate in chosen:
            found = candidate.figure(code, column or self._reported_column(candidate))
            if found is None:
                continue
            if first is None:
                first = found
            elif (found.yuan, found.amount) != (first.yuan, first.amount) and _same_print(first, found):
                return _marked_uncertain(first)
        return first

    def prints(self, scope: Literal["general", "all"]) -> bool:
        """Whether a table of the scope has figures in the column that a comparison reads."""
        tables = self._tables_in_scope(scope)
        columns = [(row, self._reported_column(table)) for table in tables for row in table.rows]
        return any(column in row.values or column in row.uncertain for row, column in columns)

    def _tables_in_scope(self, scope: str) -> tuple[Table, ...]:
        kind: TableKind = "general" if scope == "general" else "expenditure"
        by_title = self.tables_of(kind)
        return by_title or tuple(t for t in self.tables if t.scope == scope and t.kind is None)

    def _tables_named(self, name: str) -> tuple[Table, ...]:
        wanted = name.strip()
        by_kind = tuple(table for table in self.tables if table.kind == wanted)
        by_number = tuple(t for t in self.tables if t.number is not None and t.number.lstrip("0") == wanted.lstrip("0"))
        by_title = tuple(table for table in self.tables if table.title == wanted)
        return by_kind or by_number or by_title or tuple(t for t in self.tables if wanted and wanted in t.title)

    def _reported_column(self, table: Table) -> str:
        reported = "budget" if self.kind == "budget" else "actual"
        asked = (TOTAL, reported) if table.kind == "expenditure" else (reported, TOTAL)
        return next((column for column in asked if column in table.columns), TOTAL)

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The document as JSON has it, the statements of its prose and the heads that it states included."""
        # The readers of prose tie statements to tables, which are made here.
        from openfisca_china_personnel.documents.headcounts import headcounts_of  # noqa: PLC0415
        from openfisca_china_personnel.documents.prose import read_statements  # noqa: PLC0415

        return {
            "unit": self.unit,
            "year": self.year,
            "kind": self.kind,
            "amount_unit": self.amount_unit,
            "tables": [table.to_dict() for table in self.tables],
            "statements": [statement.to_dict() for statement in read_statements(self.prose, self)],
            "headcounts": [headcount.to_dict() for headcount in headcounts_of(self)],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> pl.DataFrame:
        """One row a figure: table, title, code, name, column, amount (text), yuan (Decimal), uncertain, page, line.

        ``yuan`` is null for percentages and in tables that state no unit of amounts. A figure that the print leaves
        open has a row with ``amount`` null and ``uncertain`` true.
        """
        import polars as pl  # noqa: PLC0415 - heavy, and the figures themselves need no dataframe

        schema: dict[str, pl.DataType | type[pl.DataType]] = {
            "table": pl.String,
            "title": pl.String,
            "code": pl.String,
            "name": pl.String,
            "column": pl.String,
            "amount": pl.String,
            "yuan": pl.Decimal(38, 6),
            "uncertain": pl.Boolean,
            "page": pl.Int64,
            "line": pl.Int64,
        }
        records = (
            (
                *(at.table.number, at.table.title, at.row.code, at.row.name),
                *(at.column, at.printed, at.yuan, at.uncertain, at.row.page, at.row.line),
            )
            for at in self.cells()
        )
        return pl.DataFrame(list(records), schema=schema, orient="row")

    def cells(self) -> Iterator[Printed]:
        """Every figure in printed order, also those that the print leaves open."""
        for table in self.tables:
            factor = None if table.amount_unit is None else YUAN_IN[table.amount_unit]
            for row in table.rows:
                for column in table.columns:
                    printed = row.values.get(column)
                    open_ = column in row.uncertain
                    if printed is None and not open_:
                        continue
                    counted = printed is not None and factor is not None and not is_percent(column)
                    yuan = Decimal(printed) * factor if counted else None  # type: ignore[arg-type, operator]
                    yield Printed(table, row, column, printed, yuan, open_)


def _same_print(first: Figure, second: Figure) -> bool:
    return (first.table_title, first.column) == (second.table_title, second.column)


def _marked_uncertain(figure: Figure) -> Figure:
    return replace(figure, uncertain=True)
