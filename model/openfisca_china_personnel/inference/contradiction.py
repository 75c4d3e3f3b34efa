"""The smallest group of statements that contradict each other, and what is left when one of them is given up."""

from __future__ import annotations

from openfisca_china_personnel.inference.program import Program
from openfisca_china_personnel.inference.statements import EASED_FIRST


def smallest_contradiction(program: Program) -> tuple[str, ...]:
    """An irreducible group of statements of an empty program: without any one of them the others can all be true.

    Each statement is left out in turn and stays out where the rest is still proved empty.
    """
    kept = program
    for statement in (*_LIMITS, *(each for each in EASED_FIRST if each not in _LIMITS)):
        if statement in kept.statements:
            fewer = kept.without({statement})
            if fewer.is_empty():
                kept = fewer
    return kept.statements


_LIMITS = ("assumed:least_contribution", "floor:fund", "cap:fund", "floor:pension", "cap:pension")
"""Tried first: a contradiction between printed lines is plainer than one with a limit, where both hold."""


def eased(program: Program) -> tuple[Program, tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The program less the fewest statements that make it hold, the contradictions found, and what was left out."""
    found, left_out = [], []
    while program.is_empty():
        group = smallest_contradiction(program)
        found.append(group)
        given_up = next(statement for statement in EASED_FIRST if statement in group)
        left_out.append(given_up)
        program = program.without({given_up})
    return program, tuple(found), tuple(left_out)
