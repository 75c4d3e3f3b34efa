"""Calibration: a roster that reproduces a published document, the baseline where only the document is at hand."""

from __future__ import annotations

from openfisca_china_personnel.calibration.calibrating import calibrate
from openfisca_china_personnel.calibration.calibration import FITS, Calibration, FittedLine

__all__ = ["FITS", "Calibration", "FittedLine", "calibrate"]
