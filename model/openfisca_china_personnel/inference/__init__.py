"""Working back from published figures to what they imply: intervals, person-months, bases, contradictions."""

from openfisca_china_personnel.inference.evidence import Facts
from openfisca_china_personnel.inference.inferring import infer
from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.inference.result import Change, Conflict, Inference, PlausiblePoint, Quantity

__all__ = ["Change", "Conflict", "Facts", "Inference", "Interval", "PlausiblePoint", "Quantity", "infer"]
