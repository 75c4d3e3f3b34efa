"""How an audit is shown."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation

from openfisca_china_personnel.documents.audit import SEVERITIES, AuditReport, Finding, Place
from openfisca_china_personnel.documents.audit.several import Audits
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, Cell, Column, Report, Section

_COLUMNS = (
    Column(Text("级别", "Severity")),
    Column(Text("页", "Page")),
    Column(Text("行", "Line")),
    Column(Text("表", "Table")),
    CODE,
    Column(Text("栏", "Column")),
    Column(Text("所列", "Stated"), amounts=True),
    Column(Text("应为", "Computed"), amounts=True),
    Column(Text("差额", "Difference"), amounts=True),
    Column(Text("问题", "Finding"), sentence=True),
    Column(Text("判断", "Judgement")),
)
_DISMISSED = Text("（其中误报{count}项）", " (dismissed: {count})")


def view(found: AuditReport | Audits) -> Report:
    """A section a document, a row a finding in it."""
    if isinstance(found, Audits):
        shown = [_view(report) for report in found.reports]
        return Report(
            tuple(section for each in shown for section in each.sections),
            tuple(note for each in shown for note in each.notes),
        )
    return _view(found)


def title_of(report: AuditReport) -> Text:
    """The document, how much was checked and how many findings of each severity there are."""
    counts = Counter(finding.severity for finding in report.findings)
    zh = "、".join(f"{name.zh}{counts[severity]}项" for severity, name in SEVERITIES.items() if counts[severity])
    en = ", ".join(f"{name.en} {counts[severity]}" for severity, name in SEVERITIES.items() if counts[severity])
    dismissed = sum(finding.dismissed for finding in report.findings)
    return Text(
        "{unit} {year} 年度：检查 {checks} 项，{counts}{dismissed}；"
        "表格和文字中的数字 {figures} 个，{uncovered} 个没有可核对的勾稽关系",
        "{unit}, {year}: {checks} checks, {counts}{dismissed}; "
        "{figures} figures in tables and sentences, of which nothing holds {uncovered}",
    ).format(
        unit=report.unit or Text("未注明单位", "unit not stated"),
        year=report.year or "—",
        checks=report.checks,
        dismissed=_DISMISSED.format(count=dismissed) if dismissed else Text("", ""),
        figures=report.figures,
        uncovered=len(report.uncovered),
        counts=Text(zh or "未发现问题", en or "nothing found"),
    )


def _view(report: AuditReport) -> Report:
    """A row a finding, errors first and what people dismissed last."""
    rows = tuple(_row(finding) for finding in report.findings)
    return Report((Section(title_of(report), _COLUMNS, rows),), report.notes)


def _row(finding: Finding) -> tuple[Cell, ...]:
    place = finding.where[0] if finding.where else Place()
    column = None if place.column is None else column_name(place.column)
    return (
        SEVERITIES[finding.severity],
        place.page,
        place.line,
        place.table,
        place.code,
        column,
        _figure(finding.stated),
        _figure(finding.computed),
        _figure(finding.difference),
        finding.text,
        None if finding.judgement is None else finding.judgement.text,
    )


def _figure(text: str | None) -> Cell:
    """A figure as a number; what a finding states of names stays text."""
    if text is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
