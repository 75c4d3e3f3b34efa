"""Targets: which headcount, rate or pay rise gives a line a stated figure."""

from __future__ import annotations

from openfisca_china_personnel.targets.question import Target, Vary, parse_target, parse_vary, read_question
from openfisca_china_personnel.targets.solution import Found, Reached, Solution, Trial
from openfisca_china_personnel.targets.solving import solve

__all__ = [
    "Found",
    "Reached",
    "Solution",
    "Target",
    "Trial",
    "Vary",
    "parse_target",
    "parse_vary",
    "read_question",
    "solve",
]
