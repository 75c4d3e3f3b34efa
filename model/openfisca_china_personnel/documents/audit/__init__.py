"""Published budgets held against themselves."""

from openfisca_china_personnel.documents.audit.auditing import audit
from openfisca_china_personnel.documents.audit.findings import SEVERITIES, AuditReport, Finding, Place, Severity

__all__ = ["SEVERITIES", "AuditReport", "Finding", "Place", "Severity", "audit"]
