"""What a computed budget rests on: the blanks that were filled, the values that are uncertain, the gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.budget_notes.on_law import notes_on_gaps, notes_on_values
from openfisca_china_personnel.budget_notes.on_lines import notes_on_lines
from openfisca_china_personnel.budget_notes.on_rows import notes_on_rows, remarks_on_rows
from openfisca_china_personnel.budget_notes.remarks import Remark
from openfisca_china_personnel.ledger import Ledger
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.row_sets import RowSet
from openfisca_china_personnel.staffing import Presence
from openfisca_china_personnel.subjects import LINES, functional_code

__all__ = ["Remark", "notes_of", "remarks_on_rows"]


def notes_of(
    ledger: Ledger,
    remarks: Mapping[Remark, RowSet],
    present: Set[Presence],
    parameters: ParameterNode,
    files: Sequence[str] = (),
    *,
    expected: bool,
) -> tuple[Note, ...]:
    """Every note of a computed budget, the roster's blanks first, the law's uncertainties after them.

    ``remarks``: the rows that call for each; ``present``: where people who count in the year are; ``files``: their
    names where the rows are those of several; ``expected``: whether some unit budgets its housing fund on
    expected wages.
    """
    codes = {line: functional_code(parameters, line, ledger.year) for line in LINES}
    return (
        *notes_on_rows(remarks, codes, files),
        *notes_on_gaps({location for location, _ in present}, ledger, parameters, codes, files),
        *notes_on_values(ledger, parameters, codes),
        *notes_on_lines(present, ledger.year, parameters, codes, expected=expected),
    )
