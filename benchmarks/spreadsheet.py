"""The project's own result workbook, its live formulas recalculated by LibreOffice: what a spreadsheet takes.

LibreOffice is driven as the tests drive it; the time of a workbook of one row, which is its start, is taken off.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from contestants import YEAR
from timing import Seconds, in_turn

from openfisca_china_personnel import Roster, expected_budget, result_workbook
from openfisca_china_personnel.workbook.result_computation import Computation

MOST_ROWS = 1_000
_TESTS = Path(__file__).resolve().parents[1] / "tests"


def is_there() -> bool:
    """Whether LibreOffice can be asked."""
    return shutil.which("soffice") is not None and (_TESTS / "workbook").is_dir()


def recalculation(roster: Roster, folder: Path) -> Seconds:
    """Seconds of recalculating the workbook of a roster, start-up and writing the file of one row taken off.

    ``SystemExit`` where a formula gives another figure than the model.
    """
    sys.path.append(str(_TESTS))
    from workbook.office import recalculated, without_values  # noqa: PLC0415 - the tests' folder is no package of ours
    from workbook.result_books import disagreements  # noqa: PLC0415

    files = {}
    for name, rows in (("all", roster), ("one", replace(roster, table=roster.table.head(1)))):
        budget = expected_budget(rows, YEAR)
        written = folder / f"{name}.xlsx"
        written.write_bytes(result_workbook(budget, "en", [Computation(rows, budget)]))
        files[name] = without_values(written, folder / f"{name}-formulas.xlsx")
    # The shorter one first: it sets up LibreOffice's profile. One round: the long one takes its time.
    recalculated([files["one"]], folder)
    seconds = in_turn({name: partial(recalculated, [file], folder) for name, file in files.items()}, 1, warm=0)
    if disagreements(folder / "all.xlsx", folder / "recalculated" / files["all"].name):
        message = "the workbook's formulas do not give the model's figures."
        raise SystemExit(message)
    return seconds["all"].less(seconds["one"])
