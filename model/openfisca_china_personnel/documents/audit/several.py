"""The audits of several documents, as one result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars

from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.audit.auditing import audit
from openfisca_china_personnel.documents.audit.findings import AuditReport
from openfisca_china_personnel.documents.audit.judgements import Judgements
from openfisca_china_personnel.language import Language


@dataclass(frozen=True)
class Audits:
    """One report a document, in the order of the documents."""

    reports: tuple[AuditReport, ...]

    @property
    def closes(self) -> bool:
        """Whether no document breaks an identity that must hold."""
        return not any(report.errors for report in self.reports)

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The reports as JSON has them; findings carry both languages."""
        return {"documents": [report.to_dict(language) for report in self.reports]}

    def to_frame(self) -> polars.DataFrame:
        """A row a finding, of all documents."""
        return polars.concat([report.to_frame() for report in self.reports], how="vertical_relaxed")


def audit_all(documents: Sequence[Document], judgements: Sequence[Judgements | None] | None = None) -> Audits:
    """Each document held against itself; ``judgements`` are those about each of them, None where there are none."""
    known = judgements if judgements is not None else [None] * len(documents)
    pairs = zip(documents, known, strict=True)
    return Audits(tuple(audit(document, judgements=about) for document, about in pairs))
