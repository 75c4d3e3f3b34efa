"""Many documents at once: folders, all cores, each document within bounds, one table of all figures or findings."""

from openfisca_china_personnel.documents.many.results import AuditedDocuments, ReadDocuments
from openfisca_china_personnel.documents.many.running import audit_documents, read_documents

__all__ = ["AuditedDocuments", "ReadDocuments", "audit_documents", "read_documents"]
