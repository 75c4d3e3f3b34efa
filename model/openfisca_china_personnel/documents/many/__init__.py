"""Many published documents at once: found in folders, read over all cores, one bad file passed over."""

from openfisca_china_personnel.documents.many.results import AuditedDocuments, ReadDocuments
from openfisca_china_personnel.documents.many.running import MOST_SECONDS, Running, audit_documents, read_documents

__all__ = ["MOST_SECONDS", "AuditedDocuments", "ReadDocuments", "Running", "audit_documents", "read_documents"]
