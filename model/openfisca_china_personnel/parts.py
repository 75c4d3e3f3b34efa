"""What some rows of a roster add to a budget, in a form that adds up: by block, by process, by machine.

The size of a part follows the number of units and of kinds of notes, not that of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules, codes_among
from openfisca_china_personnel.budget_notes import Remark, remarks_on_rows
from openfisca_china_personnel.ledger import Ledger, compute
from openfisca_china_personnel.notes import Note, merged
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.row_sets import RowSet
from openfisca_china_personnel.staffing import Presence, staffing


@dataclass(frozen=True)
class BudgetPart:
    """The sums of some rows by unit, line and month, and what notes will say of them.

    ``units`` are in the order in which the rows name them (``None`` alone where no row names one); ``remarks`` has
    every kind, with the rows that call for it; ``present`` says where people who count in the year are; ``notes`` are
    those that reading the rows left.
    """

    units: tuple[str | None, ...]
    ledger: Ledger
    remarks: Mapping[Remark, RowSet]
    present: frozenset[Presence]
    notes: tuple[Note, ...]


def part_of(roster: Roster, year: int, base_rule: BaseRules, system: TaxBenefitSystem) -> BudgetPart:
    """What the rows of ``roster`` add to the budget of ``year``.

    They may be some rows of a larger roster; a base rule of units that are not among them is for other rows.
    Raises ``InputFaults`` for an unknown base rule.
    """
    people = staffing(roster, year)
    rules = codes_among(base_rule, people.units)
    return BudgetPart(
        units=people.units,
        ledger=compute(people, system, rules),
        remarks=remarks_on_rows(people, system.parameters, rules),
        present=people.present,
        notes=roster.notes,
    )


def joined(parts: Sequence[BudgetPart]) -> BudgetPart:
    """What the rows of all parts add, one part's rows after the other's; joining parts of parts gives the same.

    Only the order of the units rests on the order of the parts: that in which their rows first name them.
    """
    if len(parts) == 1:
        return parts[0]
    units = tuple(dict.fromkeys(unit for part in parts for unit in part.units))
    numbers = {unit: number for number, unit in enumerate(units)}
    ledger = Ledger(parts[0].ledger.year, len(units))
    for part in parts:
        ledger.take_in(part.ledger, numpy.array([numbers[unit] for unit in part.units], dtype=numpy.int64))
    return BudgetPart(
        units=units,
        ledger=ledger,
        remarks={remark: RowSet.joined(part.remarks[remark] for part in parts) for remark in parts[0].remarks},
        present=frozenset().union(*(part.present for part in parts)),
        notes=merged(note for part in parts for note in part.notes),
    )
