"""What comes of many documents: each document or audit under the name of its file, and the faults of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openfisca_china_personnel.documents.audit.findings import AuditReport
from openfisca_china_personnel.documents.audit.several import Audits
from openfisca_china_personnel.documents.document import Document
from openfisca_china_personnel.documents.many.columns import FIGURES, FINDINGS, figures_of, findings_of, frame_of
from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Language

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Read:
    """A document and the name of its file."""

    file: str
    document: Document


@dataclass(frozen=True)
class Audited:
    """An audit, the name of the document's file as results have it, and where the file is."""

    file: str
    report: AuditReport
    path: Path


@dataclass(frozen=True)
class ReadDocuments:
    """The documents that could be read, in the order of the arguments; ``faults`` says why the others could not.

    ``passed_over`` counts the files of folders that no reader takes, by ending.
    """

    read: tuple[Read, ...]
    faults: tuple[Fault, ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.read)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents without their files' names."""
        return tuple(each.document for each in self.read)

    def to_dict(self, language: Language = "zh") -> list[dict[str, Any]]:
        """The documents as JSON has them: a list, as of several documents."""
        return [document.to_dict(language) for document in self.documents]

    def to_frame(self) -> pl.DataFrame:
        """A row a figure of all documents, by file: ``columns.FIGURES`` says of which columns and types."""
        return frame_of(FIGURES, figures_of((each.file, each.document) for each in self.read))


@dataclass(frozen=True)
class AuditedDocuments:
    """The audits of the documents that could be read; otherwise as ``ReadDocuments``."""

    audited: tuple[Audited, ...]
    faults: tuple[Fault, ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()

    def __iter__(self) -> Iterator[AuditReport]:
        return iter(self.audits.reports)

    def __len__(self) -> int:
        return len(self.audited)

    @property
    def audits(self) -> Audits:
        """The audits without their files' names, as those of several documents."""
        return Audits(tuple(each.report for each in self.audited))

    @property
    def closes(self) -> bool:
        """Whether no document breaks an identity that must hold."""
        return self.audits.closes

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The audits as JSON has them."""
        return self.audits.to_dict(language)

    def to_frame(self) -> pl.DataFrame:
        """A row a finding of all documents, by file: ``columns.FINDINGS`` says of which columns and types."""
        return frame_of(FINDINGS, findings_of((each.file, each.report) for each in self.audited))
