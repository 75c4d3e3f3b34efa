"""Tables whose figures do not keep what their headings promise in most rows: the headings, or the rows, are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from openfisca_china_personnel.documents.audit.cells import Cells, label
from openfisca_china_personnel.documents.audit.findings import Finding, Place
from openfisca_china_personnel.documents.audit.row_sums import row_rules
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.language import Text


def broken_headings(cells: Cells) -> Iterator[Finding]:
    """One finding for each column that most rows show to be no sum of what its heading says."""
    for index, table in enumerate(cells.document.tables):
        for rule in row_rules(cells, index):
            if not rule.certain or rule.is_kept or not rule.broken:
                continue
            text = _BROKEN.format(
                title=table.title,
                column=column_name(rule.whole),
                broken=rule.broken,
                rows=len(rule.identities),
            )
            rows = [identity.whole.place for identity in rule.identities if not identity.holds]
            first = Place(page=table.page, table=label(table), column=rule.whole)
            yield Finding("row_sum", "oddity", (first, *rows), text)


_BROKEN = Text(
    "《{title}》有{rows}行列有“{column}”及其构成，其中{broken}行不等于构成之和，请核对表头是否有误或漏列。",
    "《{title}》 prints “{column}” and what it is made of in {rows} lines, and in {broken} of them it is not their "
    "sum; check whether a heading is wrong or a column is missing.",
)
