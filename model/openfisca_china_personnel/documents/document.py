"""A published document as figures: tables of rows, each figure as printed, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.kinds import TableKind
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.printed import YUAN_IN, AmountUnit, is_percent
from openfisca_china_personnel.documents.table import Figure, Row, Table, Values
from openfisca_china_personnel.language import Language
from openfisca_china_personnel.notes import Note

if TYPE_CHECKING:
    import polars as pl

DocumentKind = Literal["budget", "final_accounts"]
__all__ = ["Document", "DocumentKind", "Figure", "Printed", "Row", "Table", "Values"]


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
