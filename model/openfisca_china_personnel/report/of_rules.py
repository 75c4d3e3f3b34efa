"""How the law's values are shown."""

from __future__ import annotations

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import Column, Report, Section
from openfisca_china_personnel.rules import Rules


def view(found: Rules) -> Report:
    """A row a dated value."""
    columns = (
        Column(Text("参数", "Parameter")),
        Column(Text("名称", "Name")),
        Column(Text("数值", "Value"), amounts=True),
        Column(Text("自", "From")),
        Column(Text("文件", "Document")),
        Column(Text("条款", "Article")),
        Column(Text("级别", "Grade")),
    )
    rows = tuple(
        (
            each.path,
            each.label,
            None if each.value is None else str(each.value),
            each.start,
            each.number or each.document,
            each.article,
            each.grade,
        )
        for each in found.provisions
    )
    return Report((Section(Text("法规数值", "Values of the law"), columns, rows),))
