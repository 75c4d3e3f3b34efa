"""What people concluded about the findings of an audit, kept in a file beside the document."""

from openfisca_china_personnel.documents.audit.judgements.applying import judged
from openfisca_china_personnel.documents.audit.judgements.entries import Entry, Judgements
from openfisca_china_personnel.documents.audit.judgements.reading import (
    judgements_beside,
    judgements_file,
    parse_judgements,
    read_judgements,
)
from openfisca_china_personnel.documents.audit.judgements.writing import judgements_text

__all__ = [
    "Entry",
    "Judgements",
    "judged",
    "judgements_beside",
    "judgements_file",
    "judgements_text",
    "parse_judgements",
    "read_judgements",
]
