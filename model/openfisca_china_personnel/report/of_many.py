"""How many documents are shown: one long table of what they hold."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from openfisca_china_personnel.documents.audit import SEVERITIES
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.documents.many.results import (
    FIGURE_COLUMNS,
    FINDING_COLUMNS,
    AuditedDocuments,
    ReadDocuments,
)
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import Cell, Column, Report, Section

_HEADINGS = {
    "file": Text("文件", "file"),
    "unit": Text("单位", "unit"),
    "year": Text("年度", "year"),
    "kind": Text("类别", "kind"),
    "scope": Text("口径", "scope"),
    "table": Text("表号", "table"),
    "title": Text("表名", "title"),
    "code": Text("科目编码", "code"),
    "name": Text("科目名称", "name"),
    "column": Text("栏", "column"),
    "amount": Text("数字", "amount"),
    "amount_unit": Text("金额单位", "amount_unit"),
    "yuan": Text("金额（元）", "yuan"),
    "uncertain": Text("不确定", "uncertain"),
    "page": Text("页", "page"),
    "line": Text("行", "line"),
    "check": Text("检查", "check"),
    "severity": Text("级别", "severity"),
    "stated": Text("所列", "stated"),
    "computed": Text("应为", "computed"),
    "difference": Text("差额", "difference"),
    "text": Text("问题", "finding"),
}
_WORDS: dict[str, dict[str, Text]] = {
    "kind": {"budget": Text("预算", "budget"), "final_accounts": Text("决算", "final_accounts")},
    "scope": {
        "general": Text("一般公共预算", "general"),
        "all": Text("全部资金", "all"),
        "government_fund": Text("政府性基金", "government_fund"),
        "state_capital": Text("国有资本经营", "state_capital"),
        "appropriation": Text("财政拨款", "appropriation"),
    },
    "severity": {name: Text(text.zh, name) for name, text in SEVERITIES.items()},
}
_FIGURES = ("amount", "yuan", "stated", "computed", "difference")
_READ = Text("{documents} 份文件中的数字", "figures of {documents} documents")
_AUDITED = Text("{documents} 份文件的核对结果", "findings in {documents} documents")


def view(found: ReadDocuments | AuditedDocuments) -> Report:
    """One section, a row a figure or a finding."""
    if isinstance(found, ReadDocuments):
        names: tuple[str, ...] = FIGURE_COLUMNS
        title = _READ
        rows = [_row(dict(zip(names, record, strict=True))) for record in found.records()]
    else:
        names, title = (*FINDING_COLUMNS[:-2], "text"), _AUDITED
        rows = [_row(_in_both(dict(zip(FINDING_COLUMNS, record, strict=True)))) for record in found.records()]
    columns = tuple(Column(_HEADINGS[name], amounts=name in _FIGURES, sentence=name == "text") for name in names)
    return Report((Section(title.format(documents=len(found.read)), columns, tuple(rows)),))


def _in_both(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "text": Text(record.pop("text_zh"), record.pop("text_en"))}


def _row(record: dict[str, Any]) -> tuple[Cell, ...]:
    return tuple(_cell(name, value) for name, value in record.items())


def _cell(name: str, value: Any) -> Cell:
    cell: Cell = value
    if isinstance(value, str) and name in _WORDS:
        cell = _WORDS[name].get(value, value)
    elif isinstance(value, str) and name == "column":
        cell = Text(column_name(value).zh, value)
    elif isinstance(value, str) and name in _FIGURES:
        cell = _figure(value)
    elif isinstance(value, bool):
        cell = Text("是", "yes") if value else None
    elif isinstance(value, Decimal):
        cell = round(value, 2) if value == round(value, 2) else value
    return cell


def _figure(text: str) -> Cell:
    """A figure as a number; what a finding states of names stays text."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
