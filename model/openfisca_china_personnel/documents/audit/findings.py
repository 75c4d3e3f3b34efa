"""What an audit finds: each finding with its severity, its places, both figures and a sentence for the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from openfisca_china_personnel.documents.audit.judgement import Judgement
from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.notes import Note

if TYPE_CHECKING:
    import polars as pl

Severity = Literal["error", "inconsistent", "oddity", "scope"]
SEVERITIES: dict[Severity, Text] = {
    "error": Text("错误", "error"),
    "inconsistent": Text("前后不一", "inconsistent"),
    "oddity": Text("存疑", "oddity"),
    "scope": Text("口径差异", "scope"),
}

_PAGE = Text("第{what}页", "page {what}")
_LINE = Text("第{what}行", "line {what}")
_TABLE = Text("表{what}", "table {what}")
_TITLE = Text("《{what}》", "“{what}”")
_CODE = Text("{what}", "{what}")
_TOTAL = Text("合计", "total")
_COLUMN = Text("“{what}”栏", "column “{what}”")


@dataclass(frozen=True)
class Place:
    """Where something stands: page and line as the document has them, in a table also its number, code and column."""

    page: int | None = None
    line: int | None = None
    table: str | None = None
    code: str | None = None
    column: str | None = None
    box: Box | None = None

    @property
    def text(self) -> Text:
        """The place in words, as far as it is known: page, line, table, code, column."""
        named = self.table is not None and not any(char.isdigit() for char in self.table)
        column = None if self.column is None else column_name(self.column)
        parts = (
            (_PAGE, self.page),
            (_LINE, self.line),
            (_TITLE if named else _TABLE, self.table),
            (_CODE, _TOTAL if self.code == "total" else self.code),
            (_COLUMN, column),
        )
        said = [form.format(what=what) for form, what in parts if what is not None]
        return Text(" ".join(each.zh for each in said), " ".join(each.en for each in said))

    def to_dict(self) -> dict[str, Any]:
        """The place as JSON has it; the box only where the document has places."""
        place: dict[str, Any] = {
            "page": self.page,
            "line": self.line,
            "table": self.table,
            "code": self.code,
            "column": self.column,
        }
        if self.box is not None:
            place["box"] = [self.box.page, self.box.x0, self.box.top, self.box.x1, self.box.bottom]
        return place


@dataclass(frozen=True)
class Finding:
    """One thing found, whatever number of identities it breaks.

    ``stated`` is what the document prints at the first place, ``computed`` what follows from the rest of it and
    ``difference`` stated less computed, all in the unit of that place; None where no figure is in question.
    ``judgement`` is what people concluded about it, None where nobody did.
    """

    check: str
    severity: Severity
    where: tuple[Place, ...]
    text: Text
    stated: str | None = None
    computed: str | None = None
    difference: str | None = None
    judgement: Judgement | None = None

    @property
    def dismissed(self) -> bool:
        """Whether people found that nothing is wrong here."""
        return self.judgement is not None and self.judgement.conclusion == "dismissed"

    def with_remark(self, remark: Text, where: Iterable[Place] = ()) -> Finding:
        """The same finding with one more sentence, and its places."""
        more = tuple(place for place in where if place not in self.where)
        text = Text(f"{self.text.zh}{remark.zh}", f"{self.text.en} {remark.en}")
        return replace(self, text=text, where=self.where + more)

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON has it."""
        return {
            "check": self.check,
            "severity": self.severity,
            "where": [place.to_dict() for place in self.where],
            "stated": self.stated,
            "computed": self.computed,
            "difference": self.difference,
            "text_zh": self.text.zh,
            "text_en": self.text.en,
            "judgement": None if self.judgement is None else self.judgement.to_dict(),
        }


@dataclass(frozen=True)
class AuditReport:
    """Everything that the audit of one document found; ``checks`` counts what was checked.

    ``figures`` counts the figures of the tables and the numbers of the sentences; ``uncovered`` says where those stand
    that nothing in the document holds, so that a mistake in them would not show. The place of a number of a sentence
    has in ``column`` what it is: ``amount``, ``base``, ``change``, ``percent``, ``share`` or ``completion``.
    ``notes`` say which judgements belong to no finding.
    """

    unit: str | None
    year: int | None
    checks: int
    findings: tuple[Finding, ...]
    source: str | None = None
    figures: int = 0
    uncovered: tuple[Place, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity ``error`` that nobody dismissed."""
        return tuple(finding for finding in self.findings if finding.severity == "error" and not finding.dismissed)

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """One element of ``documents`` in the JSON of an audit; notes are in the language asked for."""
        return {
            "unit": self.unit,
            "year": self.year,
            "checks": self.checks,
            "findings": [finding.to_dict() for finding in self.findings],
            "figures": self.figures,
            "uncovered": [place.to_dict() for place in self.uncovered],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> pl.DataFrame:
        """One row a finding, with its first place."""
        import polars as pl  # noqa: PLC0415 - heavy, and the findings themselves need no dataframe

        rows = []
        for finding in self.findings:
            place = finding.where[0] if finding.where else Place()
            rows.append(
                (
                    *(self.unit, self.year, finding.check, finding.severity),
                    *(place.page, place.line, place.table, place.code, place.column),
                    *(finding.stated, finding.computed, finding.difference, finding.text.zh, finding.text.en),
                    None if finding.judgement is None else finding.judgement.conclusion,
                )
            )
        texts = ("table", "code", "column", "stated", "computed", "difference", "text_zh", "text_en", "judgement")
        schema: dict[str, pl.DataType | type[pl.DataType]] = {
            "unit": pl.String,
            "year": pl.Int64,
            "check": pl.String,
            "severity": pl.String,
            "page": pl.Int64,
            "line": pl.Int64,
            **dict.fromkeys(texts, pl.String),
        }
        return pl.DataFrame(rows, schema=schema, orient="row")
