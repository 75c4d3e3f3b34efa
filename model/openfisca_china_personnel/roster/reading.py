"""Reading a roster: from a file or a dataframe to a checked table, with every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import polars

from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.checks import (
    SALARY_COLUMNS,
    Finding,
    findings,
    rows_without_salary,
    rows_without_unit,
)
from openfisca_china_personnel.roster.grades import ranks_of_grades
from openfisca_china_personnel.roster.grid import Grid, understand
from openfisca_china_personnel.roster.interpretation import Interpretation, interpret
from openfisca_china_personnel.roster.limits import RateLimits, rate_limits
from openfisca_china_personnel.roster.notices import noticed_in
from openfisca_china_personnel.roster.rows import Rows
from openfisca_china_personnel.roster.sources import grids_of
from openfisca_china_personnel.roster.table import Roster
from openfisca_china_personnel.roster.totals import rows_of_totals
from openfisca_china_personnel.roster.whole import Heading, Whole
from openfisca_china_personnel.system import baseline

_TOTALS = Text("这是合计行，不是人员，请删除本行", "this is a row of totals, not of people: delete it")


def read_roster(source: Any, *, year: int | None = None, sheet: str | None = None) -> Roster:
    """A roster from a CSV, XLSX or Parquet file (its path), or from a dataframe of any library.

    ``year`` is the budget year where it is known: a lump sum's month must lie in it, and stated housing fund rates
    within its limits. ``sheet`` is the worksheet of a workbook; without it the visible one named 人员 or roster is
    read, else the only visible one with a known header. Raises ``InputFaults`` with every fault of the file,
    ``TypeError`` where ``source`` is neither a path nor a dataframe.
    """
    ((roster, whole),) = interpreted(grids_of(source, sheet), year)
    whole.check(most_faults=None)
    return replace(roster, notes=whole.notes())


def interpreted(grids: Iterable[Grid], year: int | None) -> Iterator[tuple[Roster, Whole]]:
    """Each grid as a roster, without notes, and what its rows leave to be said of the whole.

    A roster whose whole is not sound is not to be used.
    """
    law = baseline().parameters
    grades, limits = ranks_of_grades(law), rate_limits(law, year)
    for grid in grids:
        columns = understand(grid)
        heading = Heading(grid.place, grid.headers, columns, tuple(fault for fault in grid.faults if fault.row is None))
        read = interpret(grid, columns, year, grades)
        whole = _whole(grid, heading, read, year, limits)
        yield Roster(grid.place.file, grid.place.sheet, read.table, (), whole.headers), whole


def _whole(grid: Grid, heading: Heading, read: Interpretation, year: int | None, limits: RateLimits) -> Whole:
    table, rows = read.table, read.table["row"]
    totals = rows_of_totals(grid, heading.columns, read.written_units, read.plain_names)
    people = polars.repeat(value=True, n=len(rows), eager=True).scatter(list(totals), values=False)
    has_salaries = any(name in heading.columns.known for name in SALARY_COLUMNS)
    found = [
        *(Finding(place, None, _TOTALS) for place in totals),
        *(
            finding
            for finding in findings(table, read.bad, year, limits, salaries=has_salaries)
            if finding.place not in totals
        ),
    ]
    faults = [
        *(fault for fault in grid.faults if fault.row is not None),
        *(_fault(heading, rows[place], name, text) for place, name, text in read.refused),
        *(_fault(heading, rows[finding.place], finding.column, finding.text) for finding in found),
    ]
    return Whole(
        heading=heading,
        rows=table.height,
        units=read.unit_names,
        row_faults=tuple(sorted(faults, key=heading.order)),
        blank_units=Rows.of(rows.filter(people & rows_without_unit(table, read.bad))),
        without_salary=Rows() if has_salaries else Rows.of(rows.filter(people & rows_without_salary(table, read.bad))),
        noticed=noticed_in(read),
    )


def _fault(heading: Heading, row: int, name: str | None, text: Text) -> Fault:
    return heading.place.fault(text, row=row, column=heading.written(name))
