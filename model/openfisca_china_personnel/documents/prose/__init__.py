"""The narrative of a published budget: what its sentences state, tied to the tables and lines they speak of."""

from openfisca_china_personnel.documents.prose.reading import read_statements
from openfisca_china_personnel.documents.prose.statements import Quantity, Statement, Target

__all__ = ["Quantity", "Statement", "Target", "read_statements"]
