"""What the arguments of a command stand for: a workbook may be roster, scenario and document at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openfisca_china_personnel.cli.usage import MissingArgument
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster import Roster, of_unit, read_roster
from openfisca_china_personnel.roster.cells import Refused

if TYPE_CHECKING:
    from openfisca_china_personnel.comparison import Scope
    from openfisca_china_personnel.documents import Document
    from openfisca_china_personnel.scenario import Scenario
    from openfisca_china_personnel.targets import Solution

_NO_YEARS = Text(
    "没有年度：请用 --years 指定，如 2023 或 2023-2027", "no year: state it with --years, such as 2023 or 2023-2027"
)
_ONE_SCENARIO = Text(
    "求解目标时至多给一个情景文件，现有 {count} 个",
    "a question of targets takes one scenario at most; here are {count}",
)
_MOST_COMPARED = 2
_TWO_INPUTS = Text("只能比较一份或两份文件，现有 {count} 份", "one file or two are compared; here are {count}")
_TWO_ROSTERS = Text("--years 用于两份名册，请给出两份", "--years goes with two rosters: give both")
_QUESTION = Text("--target 和 --vary 须同时给出", "--target and --vary go together")


def people_of(path: Path, year: int | None, *, sheet: str | None = None, unit: str | None = None) -> Roster:
    """The roster of a file, or the people of a workbook of the template; one unit's where ``unit`` is given."""
    if sheet is None and is_book(path):
        from openfisca_china_personnel.workbook.reading import read_book

        people = read_book(path).roster(year)
    else:
        people = read_roster(path, year=year, sheet=sheet)
    return people if unit is None else of_unit(people, unit)


def document_of(path: Path | None, roster: Path) -> tuple[Document, Scope | None]:
    """The published document, and the scope where a workbook chooses one; the roster's workbook where none is named."""
    from openfisca_china_personnel.cli.many import limits_of, one_document

    book = path or roster
    if is_book(book):
        from openfisca_china_personnel.workbook.reading import read_book

        read = read_book(book)
        return read.needed_document(), read.scope
    if path is None:
        raise MissingArgument("DOCUMENT")
    return one_document([path], limits_of()), None


def scenarios_of(paths: Sequence[Path], roster: Path, *, optional: bool) -> list[Scenario]:
    """The scenarios of the files, of workbooks among them, or of the roster's own workbook where none is named."""
    from openfisca_china_personnel.scenario import read_scenarios

    if not paths and is_book(roster):
        from openfisca_china_personnel.workbook.reading import read_book

        book = read_book(roster)
        return list(book.scenarios if optional else book.needed_scenarios())
    if not paths and not optional:
        raise MissingArgument("SCENARIO")
    books = [path for path in paths if is_book(path)]
    found = read_scenarios(path for path in paths if path not in books)
    for path in books:
        from openfisca_china_personnel.workbook.reading import read_book

        found.extend(read_book(path).needed_scenarios())
    return found


def span_of(text: str | None, scenarios: Sequence[Scenario], roster: Path) -> tuple[int, ...]:
    """The years of a simulation: those asked for, else the scenarios' own, else those of the roster's workbook."""
    from openfisca_china_personnel.scenario.simulating import common_span
    from openfisca_china_personnel.scenario.values import years_of_text

    if text is not None:
        try:
            return years_of_text(text)
        except Refused as refused:
            raise refuse(refused.text) from refused
    if any(scenario.span for scenario in scenarios):
        return common_span(scenarios)
    if is_book(roster):
        from openfisca_china_personnel.workbook.reading import read_book

        years = read_book(roster).years
        if years:
            return years
    if scenarios:
        return common_span(scenarios)
    raise refuse(_NO_YEARS)


def solution_of(
    people: Roster,
    scenarios: Sequence[Scenario],
    targets: Sequence[str],
    varies: Sequence[str],
    years: tuple[int, ...],
    base_rule: str,
) -> Solution:
    """The answer to a question of targets. Raises ``InputFaults`` for one that cannot be asked."""
    from openfisca_china_personnel.targets import read_question, solve

    if not targets or not varies:
        raise refuse(_QUESTION)
    if len(scenarios) > 1:
        raise refuse(_ONE_SCENARIO.format(count=len(scenarios)))
    wanted, free = read_question(targets, varies)
    scenario = scenarios[0] if scenarios else None
    return solve(people, scenario, targets=wanted, varies=free, years=years, base_rule=base_rule)


def both_of(
    paths: Sequence[Path], years: str | None, unit: str | None
) -> tuple[Roster | Document, Roster | Document | None, tuple[int, int] | None]:
    """Two rosters with their years where ``years`` are stated; else one document or two."""
    from openfisca_china_personnel.documents import read_document

    if len(paths) > _MOST_COMPARED:
        raise refuse(_TWO_INPUTS.format(count=len(paths)))
    if years is None:
        first, *others = (read_document(path) for path in paths)
        return first, next(iter(others), None), None
    if len(paths) != _MOST_COMPARED:
        raise refuse(_TWO_ROSTERS)
    span = span_of(years, (), paths[0])
    ends = (span[0], span[-1])
    before, after = (people_of(path, year, unit=unit) for path, year in zip(paths, ends, strict=True))
    return before, after, ends


def is_book(path: Path) -> bool:
    """Whether a file is a workbook of the template."""
    if path.suffix.casefold() not in (".xlsx", ".xlsm"):
        return False
    from openfisca_china_personnel.workbook.reading import is_book

    return is_book(path)
