"""What many documents give: one long table of figures, one of findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openfisca_china_personnel.documents.many.work import Outcome
from openfisca_china_personnel.documents.printed import YUAN_IN, is_percent
from openfisca_china_personnel.faults import Fault

if TYPE_CHECKING:
    import polars as pl

    from openfisca_china_personnel.documents.many.journal import Journal


@dataclass(frozen=True)
class _Documents:
    """Outcomes in the order of the files' names; ``others`` counts files in folders that are no documents."""

    outcomes: tuple[Outcome, ...]
    others: int
    journal: Journal

    @property
    def read(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """Each document that could be read: its file and its content as JSON has it."""
        return tuple((each.shown, each.content) for each in self.outcomes if each.content is not None)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why the others could not."""
        return tuple(fault for outcome in self.outcomes for fault in outcome.faults)

    def finished(self) -> None:
        """The result is written: what was kept for an interrupted run goes."""
        self.journal.clear()


@dataclass(frozen=True)
class ReadDocuments(_Documents):
    """The figures of many documents."""

    def to_dict(self, _language: str = "zh") -> list[dict[str, Any]]:
        """A list of documents as ``read`` has each, with its ``file`` in front."""
        return [{"file": file, **content} for file, content in self.read]

    def to_frame(self) -> pl.DataFrame:
        """A row a figure: whose, of which table, line and column, the amount as printed and in yuan, its place.

        ``yuan`` is null for percentages and in tables that state no unit of amounts; a figure that the print leaves
        open has ``amount`` null and ``uncertain`` true.
        """
        import polars as pl  # noqa: PLC0415 - heavy, and JSON needs no dataframe

        types: dict[str, pl.DataType | type[pl.DataType]] = {
            **dict.fromkeys(FIGURE_COLUMNS, pl.String),
            **dict.fromkeys(("year", "page", "line"), pl.Int64),
            "yuan": pl.Decimal(38, 6),
            "uncertain": pl.Boolean,
        }
        return pl.DataFrame(list(self.records()), schema=types, orient="row")

    def records(self) -> Iterator[tuple[Any, ...]]:
        """The rows of the long table, in the order of ``FIGURE_COLUMNS``."""
        for file, document in self.read:
            whose = (file, document["unit"], document["year"], document["kind"])
            for table in document["tables"]:
                unit = table["amount_unit"]
                of_table = (*whose, table["scope"], table["number"], table["title"])
                for row in table["rows"]:
                    for column in table["columns"]:
                        printed, open_ = row["values"].get(column), column in row["uncertain"]
                        if printed is None and not open_:
                            continue
                        counted = printed is not None and unit is not None and not is_percent(column)
                        yuan = Decimal(printed) * YUAN_IN[unit] if counted else None
                        line = (row["code"], row["name"], column, printed, unit, yuan, open_)
                        yield (*of_table, *line, row["page"], row["line"])


@dataclass(frozen=True)
class AuditedDocuments(_Documents):
    """The findings in many documents."""

    @property
    def closes(self) -> bool:
        """Whether no document breaks an identity that must hold."""
        return not any(f["severity"] == "error" for _, report in self.read for f in report["findings"])

    def to_dict(self, _language: str = "zh") -> dict[str, Any]:
        """The reports as ``audit`` has them, each with its ``file`` in front."""
        return {"documents": [{"file": file, **report} for file, report in self.read]}

    def to_frame(self) -> pl.DataFrame:
        """A row a finding, with its first place."""
        import polars as pl  # noqa: PLC0415

        numbers = ("year", "page", "line")
        types = {name: pl.Int64 if name in numbers else pl.String for name in FINDING_COLUMNS}
        return pl.DataFrame(list(self.records()), schema=types, orient="row")

    def records(self) -> Iterator[tuple[Any, ...]]:
        """The rows of the table of findings, in the order of ``FINDING_COLUMNS``."""
        for file, report in self.read:
            for finding in report["findings"]:
                place = finding["where"][0] if finding["where"] else {}
                yield (
                    *(file, report["unit"], report["year"], finding["check"], finding["severity"]),
                    *(place.get(name) for name in ("page", "line", "table", "code", "column")),
                    *(finding[name] for name in ("stated", "computed", "difference", "text_zh", "text_en")),
                )


FIGURE_COLUMNS = (
    *("file", "unit", "year", "kind", "scope", "table", "title", "code", "name", "column"),
    *("amount", "amount_unit", "yuan", "uncertain", "page", "line"),
)
FINDING_COLUMNS = (
    *("file", "unit", "year", "check", "severity", "page", "line", "table", "code", "column"),
    *("stated", "computed", "difference", "text_zh", "text_en"),
)
