"""The long tables: a row a figure, or a row a finding, of all documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from openfisca_china_personnel.documents.audit.findings import AuditReport, Place
from openfisca_china_personnel.documents.document import Document
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    import polars as pl

Kind = Literal["text", "whole", "figure", "yuan", "yes"]
"""``figure`` is an amount as printed, kept as text so that its last place stays; ``yuan`` a decimal."""


@dataclass(frozen=True)
class LongColumn:
    """A column: its name in files, its Chinese heading, what it holds."""

    name: str
    zh: str
    kind: Kind = "text"

    @property
    def heading(self) -> Text:
        """The heading in both languages; the English one is the name."""
        return Text(self.zh, self.name)


FIGURES = (
    LongColumn("file", "文件"),
    LongColumn("unit", "单位"),
    LongColumn("year", "年度", "whole"),
    LongColumn("kind", "文件类别"),
    LongColumn("scope", "口径"),
    LongColumn("table", "表号"),
    LongColumn("title", "表名"),
    LongColumn("side", "收支方"),
    LongColumn("code", "科目编码"),
    LongColumn("name", "科目名称"),
    LongColumn("column", "栏"),
    LongColumn("amount", "金额", "figure"),
    LongColumn("amount_unit", "金额单位"),
    LongColumn("yuan", "金额（元）", "yuan"),
    LongColumn("uncertain", "未定", "yes"),
    LongColumn("page", "页", "whole"),
    LongColumn("line", "行", "whole"),
)
FINDINGS = (
    LongColumn("file", "文件"),
    LongColumn("unit", "单位"),
    LongColumn("year", "年度", "whole"),
    LongColumn("check", "检查"),
    LongColumn("severity", "级别"),
    LongColumn("judgement", "判断"),
    LongColumn("page", "页", "whole"),
    LongColumn("line", "行", "whole"),
    LongColumn("table", "表"),
    LongColumn("code", "科目编码"),
    LongColumn("column", "栏"),
    LongColumn("stated", "所列", "figure"),
    LongColumn("computed", "应为", "figure"),
    LongColumn("difference", "差额", "figure"),
    LongColumn("text_zh", "问题"),
    LongColumn("text_en", "问题（英文）"),
    LongColumn("places_zh", "全部位置"),
    LongColumn("places_en", "全部位置（英文）"),
)

LongRow = tuple[Any, ...]


def figures_of(documents: Iterable[tuple[str, Document]]) -> Iterator[LongRow]:
    """The rows of ``FIGURES``, by file whatever the order of the documents; within one in printed order."""
    for file, document in sorted(documents, key=lambda each: each[0]):
        head = (file, document.unit, document.year, document.kind)
        for at in document.cells():
            table, row = at.table, at.row
            yield (
                *head,
                *(table.scope, table.number, table.title, row.side or None, row.code, row.name),
                *(at.column, at.printed, table.amount_unit, at.yuan, at.uncertain),
                *(row.page, row.line),
            )


def findings_of(reports: Iterable[tuple[str, AuditReport]]) -> Iterator[LongRow]:
    """The rows of ``FINDINGS``, by file whatever the order of the audits; a finding stands at its first place.

    All its places, the first among them, stand in words in the last columns.
    """
    for file, report in sorted(reports, key=lambda each: each[0]):
        for finding in report.findings:
            place = finding.where[0] if finding.where else Place()
            yield (
                *(file, report.unit, report.year, finding.check, finding.severity),
                None if finding.judgement is None else finding.judgement.conclusion,
                *(place.page, place.line, place.table, place.code, place.column),
                *(finding.stated, finding.computed, finding.difference, finding.text.zh, finding.text.en),
                "；".join(each.text.zh for each in finding.where) or None,
                "; ".join(each.text.en for each in finding.where) or None,
            )


def frame_of(columns: tuple[LongColumn, ...], rows: Iterable[LongRow]) -> pl.DataFrame:
    """The rows as a dataframe: text, Int64, Boolean, and Decimal(38, 6) for yuan."""
    import polars as pl  # noqa: PLC0415 - heavy, and JSON needs no dataframe

    types: dict[Kind, pl.DataType | type[pl.DataType]] = {
        "text": pl.String,
        "whole": pl.Int64,
        "figure": pl.String,
        "yuan": pl.Decimal(38, 6),
        "yes": pl.Boolean,
    }
    return pl.DataFrame(list(rows), schema={each.name: types[each.kind] for each in columns}, orient="row")
