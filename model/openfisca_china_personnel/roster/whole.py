"""What the blocks of one roster leave to be said of it as a whole: its faults, its notes, its units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster.checks import NO_SALARY, NO_UNIT
from openfisca_china_personnel.roster.grid import Columns, Place
from openfisca_china_personnel.roster.notices import Noticed, listed, notices, unknown_headers
from openfisca_china_personnel.roster.rows import Rows

MOST_FAULTS = 10_000
"""As many faults of a roster that is read in blocks are listed; of the others the number is told."""

_NO_ROWS = Text("文件只有表头，没有人员行", "the file has no person rows")
_NO_SALARY_COLUMN = Text(
    "{fault}；文件中没有这些列，共 {count} 行如此{unknown}",
    "{fault}; the file has none of these columns, so it is in {count} rows{unknown}",
)
_UNKNOWN_COLUMNS = Text("；不认识的列：{columns}", "; columns not known: {columns}")
_MORE_FAULTS = Text(
    "另有 {count} 处问题没有列出，请先改正已列出的", "{count} more faults are not listed: mend the listed ones first"
)


@dataclass(frozen=True)
class Heading:
    """The header of a table: where the table is, what its headers say and what they were understood as.

    ``faults`` are what was found wrong with the table before any of its rows was looked at.
    """

    place: Place
    headers: tuple[str, ...]
    columns: Columns
    faults: tuple[Fault, ...] = ()

    def written(self, name: str | None) -> str | None:
        """The header of a canonical column as the file writes it."""
        known = self.columns.known
        return self.headers[known[name][0]].strip() if name in known else None

    def order(self, fault: Fault) -> tuple[int, int]:
        """Faults by row, within a row in the order of the file's columns."""
        places = {header.strip(): place for place, header in enumerate(self.headers)}
        return fault.row or 0, places.get(fault.column or "", -1)

    def __add__(self, later: Heading) -> Heading:
        """A column without a header is unknown where any block has something in it."""
        unknown = tuple(sorted({*self.columns.unknown, *later.columns.unknown}))
        return replace(self, columns=replace(self.columns, unknown=unknown))


@dataclass(frozen=True)
class Whole:
    """What is known of a roster after some of its blocks; ``earlier + later`` puts what they say together.

    It can be pickled, and grows with the faults (up to ``MOST_FAULTS``), the units and the runs of rows that a note
    names, not with the rows.
    """

    heading: Heading
    rows: int = 0
    """Records that were read, blank ones left out."""
    units: tuple[str, ...] = ()
    """In the order in which the rows name them."""
    row_faults: tuple[Fault, ...] = ()
    faults_left_out: int = 0
    blank_units: Rows = field(default_factory=Rows)
    without_salary: Rows = field(default_factory=Rows)
    """Where no column has salaries: the rows that would need one."""
    noticed: Noticed = field(default_factory=Noticed)

    @property
    def is_sound(self) -> bool:
        """Whether no fault was found so far."""
        blank = self.units and self.blank_units
        return not (
            self.heading.faults or self.heading.columns.faults or self.row_faults or blank or self.without_salary
        )

    @property
    def headers(self) -> dict[str, str]:
        """Canonical column names to the headers as the file writes them."""
        return {name: self.heading.headers[place] for name, (place, _) in self.heading.columns.known.items()}

    def __add__(self, later: Whole) -> Whole:
        """What these rows and the ones of the same file that come next say."""
        faults = (*self.row_faults, *later.row_faults)
        return Whole(
            heading=self.heading + later.heading,
            rows=self.rows + later.rows,
            units=tuple(dict.fromkeys((*self.units, *later.units))),
            row_faults=faults[:MOST_FAULTS],
            faults_left_out=self.faults_left_out + later.faults_left_out + len(faults[MOST_FAULTS:]),
            blank_units=self.blank_units + later.blank_units,
            without_salary=self.without_salary + later.without_salary,
            noticed=self.noticed + later.noticed,
        )

    def check(self, most_faults: int | None = MOST_FAULTS) -> None:
        """Raises ``InputFaults`` with the faults of the roster in the order of its rows, ``most_faults`` at most.

        One fault more then says how many there are besides.
        """
        faults = self._faults()
        if not faults:
            return
        left_out = self.faults_left_out
        if most_faults is not None and len(faults) > most_faults:
            left_out += len(faults) - most_faults
            faults = faults[:most_faults]
        if left_out:
            faults.append(self.heading.place.fault(_MORE_FAULTS.format(count=left_out)))
        raise InputFaults(faults)

    def notes(self) -> tuple[Note, ...]:
        """The notes on the roster as a whole, the same as those of a roster that is read at once."""
        return notices(self.heading.headers, self.heading.columns, self.noticed)

    def _faults(self) -> list[Fault]:
        heading = self.heading
        if not self.rows:
            # Where reading the rows went wrong, that none is left does not mean that the file has none.
            found = [*heading.faults, *self.row_faults] or [heading.place.fault(_NO_ROWS)]
            return [*found, *heading.columns.faults]
        found = [*heading.faults, *heading.columns.faults, *self.row_faults, *self._of_all_rows()]
        return sorted(found, key=heading.order)

    def _of_all_rows(self) -> Iterator[Fault]:
        """The faults of rows that only the others make one."""
        heading = self.heading
        if self.units:
            column = heading.written("unit")
            for row in self.blank_units.numbers():
                yield heading.place.fault(NO_UNIT, row=row, column=column)
        if self.without_salary:
            names = unknown_headers(heading.headers, heading.columns)
            unknown = _UNKNOWN_COLUMNS.format(columns=listed(names)) if names else Text("", "")
            text = _NO_SALARY_COLUMN.format(fault=NO_SALARY, unknown=unknown, count=len(self.without_salary))
            yield heading.place.fault(text, row=int(self.without_salary.firsts[0]))
