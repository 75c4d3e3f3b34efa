"""What a computed budget rests on: the blanks that were filled, the values that are uncertain, the gaps."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.budget_notes.on_law import notes_on_gaps, notes_on_values
from openfisca_china_personnel.budget_notes.on_lines import notes_on_lines
from openfisca_china_personnel.budget_notes.on_rows import notes_on_rows
from openfisca_china_personnel.ledger import Ledger
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.subjects import LINES, functional_code

__all__ = ["notes_of"]


def notes_of(people: Staffing, ledger: Ledger, parameters: ParameterNode, base_rules: NDArray[Any]) -> tuple[Note, ...]:
    """Every note of a computed budget, the roster's blanks first, the law's uncertainties after them.

    ``base_rules``: the code of ``BaseRule`` of each unit.
    """
    codes = {line: functional_code(parameters, line, ledger.year) for line in LINES}
    return (
        *notes_on_rows(people, parameters, codes, base_rules),
        *notes_on_gaps(people, ledger, parameters, codes),
        *notes_on_values(ledger, parameters, codes),
        *notes_on_lines(people, parameters, codes, base_rules),
    )
