"""Several headcounts at once: the people to add by rank that meet every target at the least cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.scenario.values import MOST_HEADS
from openfisca_china_personnel.targets.evaluation import Evaluation, Fen
from openfisca_china_personnel.targets.least_cost import Row, Undecided, least_cost
from openfisca_china_personnel.targets.one_variable import Dated, note_on_wage, notes_on_targets, trial
from openfisca_china_personnel.targets.solution import Solution
from openfisca_china_personnel.targets.variables import Variable

_RULE = Text(
    "只增加、不减少人员；在满足全部目标的方案中，取五个科目增加额合计最小的，合计相同的取增加人数最少的。",
    "People are added, never removed; of all plans that meet every target the one is taken at which the five lines "
    "together cost least, of equally dear ones the one with the fewest people.",
)
_UNKNOWN_LEFT_OUT = Text(
    "科目 {codes} 的金额无法得知，未计入成本。", "Lines without a known amount are left out of the cost: {codes}."
)
_NO_PLAN = Text(
    "没有任何整数的增加人数能同时满足全部目标。", "No whole numbers of added people meet all targets together."
)
_ALREADY_MORE = Text(
    "不增加人员时科目 {code}（{year} 年度）已超过目标，增加人员只会更多。",
    "Line {code} ({year}) is above its target before anybody is added.",
)
_UNDECIDED = Text(
    "接近目标的组合太多，未能确定成本最低的方案；请减少可变的职级，或把目标写得粗一些（如精确到万元）",
    "too many combinations come close to the targets to tell the cheapest; vary fewer ranks, or state the figures less "
    "precisely (such as 400万)",
)
_NOT_EVEN = Text(
    "情景自身的变动会涉及增加的人员，成本不与人数成比例，不能同时求解多个职级",
    "the scenario's own changes touch the added people, so costs are not proportional to their number; several "
    "headcounts cannot be solved for at once",
)


def cheapest_mixture(model: Evaluation, variables: Sequence[Variable], dated: Dated) -> Solution:
    """The solution for several headcounts. ``dated``: the targets with their years, all of known amounts at the start.

    Costs are proportional to whole headcounts, so one more head of each rank says all; the answer is computed in full.
    """
    start = model.fen(())
    of_one = [model.fen(variable.changes(1)) for variable in variables]
    more = [{key: _less(fen[key], start[key]) for key in start} for fen in of_one]
    rows = [
        Row(
            tuple(_known(each[year, target.code]) for each in more),
            target.least_fen - _known(start[year, target.code]),
            target.most_fen - _known(start[year, target.code]),
        )
        for year, target in dated
    ]
    left_out = sorted({code for each in more for (_, code), fen in each.items() if fen is None})
    totals = [sum(fen or 0 for (_, code), fen in each.items() if code not in left_out) for each in more]
    try:
        numbers = least_cost(rows, totals, MOST_HEADS)
    except Undecided as undecided:
        raise refuse(_UNDECIDED) from undecided
    notes = [*notes_on_targets(dated), Note("target_least_cost", _RULE), *map(note_on_wage, variables)]
    if left_out:
        text = _UNKNOWN_LEFT_OUT.format(codes=Text("、".join(left_out), ", ".join(left_out)))
        notes.append(Note("cost_without_unknown_lines", text, lines=tuple(left_out)))
    found = None
    if numbers is None:
        notes.extend(_why_not(start, dated))
    else:
        found = trial(model, list(zip(variables, numbers, strict=True)), dated)
        if not _is_even(model, variables, numbers, more):
            raise refuse(_NOT_EVEN)
    changes = [change for v, n in zip(variables, numbers or (), strict=False) for change in v.changes(n)]
    return Solution(
        years=model.years,
        targets=tuple(target for _, target in dated),
        varies=tuple(variable.vary for variable in variables),
        answer=found,
        lowest=None,
        highest=None,
        below=None,
        above=None,
        scenario=None if found is None else model.with_changes(tuple(changes)),
        notes=tuple(notes),
    )


def _is_even(model: Evaluation, variables: Sequence[Variable], numbers: Sequence[int], more: Sequence[Fen]) -> bool:
    """Whether the full computation gives every line what so many times one head give."""
    changes = [
        change for variable, number in zip(variables, numbers, strict=True) for change in variable.changes(number)
    ]
    start, fen = model.fen(()), model.fen(tuple(changes))
    return all(
        fen[key] is None
        or fen[key] == _known(start[key]) + sum(n * (of[key] or 0) for n, of in zip(numbers, more, strict=True))
        for key in fen
    )


def _why_not(start: Fen, dated: Dated) -> Iterator[Note]:
    yield Note("targets_not_met", _NO_PLAN, lines=tuple(dict.fromkeys(target.code for _, target in dated)))
    for year, target in dated:
        if _known(start[year, target.code]) > target.most_fen:
            yield Note("target_exceeded", _ALREADY_MORE.format(code=target.code, year=year), lines=(target.code,))


def _less(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before


def _known(fen: int | None) -> int:
    assert fen is not None, "the lines of targets were seen to be known"
    return fen
