"""What is noted about the law: gaps in its series, values that are uncertain or carried forward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.ledger import Ledger
from openfisca_china_personnel.notes import Grade, Note, on_rows
from openfisca_china_personnel.open_law import Gap, gaps
from openfisca_china_personnel.provisions import Provision, in_force, series
from openfisca_china_personnel.row_sets import NO_ROWS
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, PURCHASE_SUBSIDY, Line
from openfisca_china_personnel.vocabulary import Location

_Uses = dict[tuple[Provision, Grade | None], tuple[set[str], set[str]]]
"""Dated values, each with the codes of the lines and the months that rest on it."""

_LINES_OF_SCHEME = {"housing_fund": (HOUSING_FUND,), "pension": (PENSION, ANNUITY)}
"""The lines that rest on the caps, floors and reset months of a scheme."""

_GAP_BETWEEN = Text(
    "法规数据缺口：{label}（{path}）在这些月份没有可查的数值；按前后已知数值（{before}；{after}）得出区间，"
    "两者结果相同的给出金额，不同的金额为空。",
    "Gap in the law file: no value of {label} ({path}) is known for these months; the range comes from the "
    "known values before and after ({before}; {after}), an amount is given where both agree.",
)
_GAP_OPEN = Text(
    "法规数据缺口：{label}（{path}）在这些月份没有可查的数值，且只有一侧有已知数值（之前：{before}；之后：{after}），"
    "以此为准的金额为空。",
    "Gap in the law file: no value of {label} ({path}) is known for these months and there is a known one on "
    "one side only (before: {before}; after: {after}); what rests on it has no amount.",
)
_NONE = Text("无", "none")
_PURCHASE_AMOUNT_NOT_KNOWN = Text(
    "该职级按月购房补贴的数额没有可查的依据，金额为空；各职级定额在 {least} 至 {most} 元之间，下限按最低定额计。",
    "No source gives the monthly purchase subsidy of the rank; no amount. The amounts of other ranks lie between "
    "{least} and {most} yuan, the lower bound counts the lowest.",
)
_UNCERTAIN_VALUE = Text(
    "依据的数值为 {grade} 级（未见原文或不确定）：{label} = {value}（自 {start}）。",
    "Rests on a value of grade {grade}: {label} = {value} (from {start}).",
)
_ASSUMED_VALUE = Text(
    "情景“{document}”的假设，不是法规数值：{label} = {value}（自 {start}）。",
    "Assumed by the scenario “{document}”, not a value of the law: {label} = {value} (from {start}).",
)
_CARRIED_FORWARD = Text(
    "沿用最近已知数值：{label} = {value}（自 {start}，已知至 {until}）。",
    "The last known value is carried forward: {label} = {value} (from {start}, known until {until}).",
)


def notes_on_gaps(
    locations: Set[Location],
    ledger: Ledger,
    parameters: ParameterNode,
    codes: Mapping[Line, str],
    files: Sequence[str] = (),
) -> Iterator[Note]:
    """A note for each gap that amounts of the roster reach, and one for purchase subsidies that no source gives.

    ``locations``: those of people who count in the year; ``codes``: the functional code of each line; ``files``: their
    names where the rows are those of several.
    """
    for location in Location:
        if location in locations:
            for gap in gaps(parameters, ledger.year, location):
                if _reaches(ledger, gap):
                    yield _gap_note(gap, ledger, parameters, codes, files)
    unknown = ledger.unknown_rows.get(PURCHASE_SUBSIDY)
    if unknown is not None:
        text = _PURCHASE_AMOUNT_NOT_KNOWN.format(**_least_and_most(parameters, ledger.year))
        yield on_rows(
            Note("purchase_amount_not_known", text, lines=(codes[PURCHASE_SUBSIDY],), grade="C"),
            unknown,
            files,
        )


def notes_on_values(ledger: Ledger, parameters: ParameterNode, codes: Mapping[Line, str]) -> Iterator[Note]:
    """A note for each value below grade A, each assumed and each carried forward, with the lines and months it serves.

    ``codes``: the functional code of each line.
    """
    assumed: _Uses = defaultdict(lambda: (set(), set()))
    uncertain: _Uses = defaultdict(lambda: (set(), set()))
    carried: _Uses = defaultdict(lambda: (set(), set()))
    held: dict[str, tuple[Provision, ...]] = {}
    for line, readings in ledger.rests_on.items():
        for (path, _), months in readings.items():
            for month in months:
                day = f"{month}-01"
                if path not in held:
                    held[path] = series(parameters, path)
                provision = next((each for each in reversed(held[path]) if each.start <= day), None)
                if provision is None or provision.value is None:
                    continue
                grade = provision.grade_at(day)
                if provision.assumed:
                    _use(assumed, (provision, None), codes[line], month)
                elif grade != "A":
                    _use(uncertain, (provision, grade), codes[line], month)
                if provision.is_carried_forward_at(day):
                    _use(carried, (provision, None), codes[line], month)
    yield from _on_provisions("assumed_value", assumed, _ASSUMED_VALUE)
    yield from _on_provisions("uncertain_value", uncertain, _UNCERTAIN_VALUE)
    yield from _on_provisions("carried_forward", carried, _CARRIED_FORWARD)


def _least_and_most(parameters: ParameterNode, year: int) -> dict[str, object]:
    """The lowest and the highest monthly purchase subsidy of any rank."""
    ranks = parameters.children["purchase_subsidy"].children["monthly"].children
    held = [in_force(parameters, f"purchase_subsidy.monthly.{rank}", f"{year}-12-01") for rank in ranks]
    amounts = [each.value for each in held if each is not None and isinstance(each.value, (int, float))]
    return {"least": min(amounts), "most": max(amounts)}


def _lines(gap: Gap) -> tuple[Line, ...]:
    return _LINES_OF_SCHEME[gap.path.partition(".")[0]]


def _reaches(ledger: Ledger, gap: Gap) -> bool:
    """Whether the gap's first line read something of its scheme at its place; the gap itself leaves no reading."""
    scheme, _, place = gap.path.split(".")
    read = (path.split(".") for path, _ in ledger.rests_on.get(_lines(gap)[0], ()))
    return any((keys[0], keys[-1]) == (scheme, place) for keys in read)


def _gap_note(
    gap: Gap, ledger: Ledger, parameters: ParameterNode, codes: Mapping[Line, str], files: Sequence[str]
) -> Note:
    lines = _lines(gap)
    months = (f"{ledger.year}-{month:02d}" for month in range(1, 13))
    text = (_GAP_BETWEEN if gap.sides else _GAP_OPEN).format(
        label=series(parameters, gap.path)[0].label,
        path=gap.path,
        before=_NONE if gap.before is None else gap.before,
        after=_NONE if gap.after is None else gap.after,
    )
    note = Note(
        "gap_in_law",
        text,
        lines=tuple(codes[line] for line in lines),
        months=tuple(month for month in months if gap.first_day <= f"{month}-01" <= gap.last_day),
        grade="C",
    )
    rows = ledger.unknown_rows.get(lines[0], NO_ROWS)
    return on_rows(note, rows, files if len(rows) else ())


def _use(uses: _Uses, key: tuple[Provision, Grade | None], code: str, month: str) -> None:
    codes, months = uses[key]
    codes.add(code)
    months.add(month)


def _on_provisions(code: str, uses: _Uses, text: Text) -> Iterator[Note]:
    for provision, grade in sorted(uses, key=lambda use: (use[0].path, use[0].start)):
        lines, months = uses[provision, grade]
        yield Note(
            code,
            text.format(
                grade=grade,
                label=provision.label,
                value=provision.shown,
                start=provision.start,
                until=provision.known_until,
                document=provision.document,
            ),
            lines=tuple(sorted(lines)),
            months=tuple(sorted(months)),
            grade=grade,
        )
