"""One thing to vary: the steps at which every target is met, found on the model's own amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from openfisca_china_personnel.budget import Yuan
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.targets.evaluation import Evaluation
from openfisca_china_personnel.targets.question import Target
from openfisca_china_personnel.targets.searching import Course, Window, common, first_reaching, window
from openfisca_china_personnel.targets.solution import Found, Reached, Solution, Trial
from openfisca_china_personnel.targets.variables import Variable
from openfisca_china_personnel.vocabulary import Rank, label

Dated = Sequence[tuple[int, Target]]
"""Targets with their years."""

STEPS_BESIDE = 3
"""Steps looked at on either side where people leave: taken by largest remainder, one more may spare a dearer row."""

_UNKNOWN_ON_THE_WAY = Text(
    "取 {value} 时 {year} 年度科目 {code} 的金额无法得知（法规数据缺口），不能求解",
    "at {value} line {code} of {year} has no known amount (a gap in the law file); the question cannot be solved",
)
_INTERVAL = Text(
    "目标 {code}（{year} 年度）{written}：按末位的一半上下浮动，即 {low} 至 {high} 元。",
    "The target {written} of {code} ({year}) stands for {low} to {high} yuan, half of its last place either way.",
)
_ADDED = Text(
    "增加的{rank}按该职级在职人员的平均月工资 {wage} 元计，视为调入。",
    "Added people of the rank {rank} have the average monthly wage of its active people, {wage} yuan, and transfer in.",
)
_REMOVED = Text(
    "减少的人员按人数比例从该职级各行抽取（最大余数法）。",
    "People who leave are taken from the rank's rows in proportion to headcount, by largest remainder.",
)
_BESIDE = Text(
    "多减一人时个别行可能反而少减一人，因此除上下最接近的人数外，相邻各 {beside} 人也已核算，均不满足目标。",
    "Taking one person more may spare one of a dearer row; so {beside} headcounts on either side of the nearest ones "
    "were computed as well, and none meets the target.",
)
_NO_EFFECT = Text(
    "在所求的年度内，调资不改变目标科目：缴存（缴费）基数按上年工资核定，调资只影响下一次基数调整以后的月份。",
    "Within the years simulated the pay rise does not move the target lines: contributions rest on last year's wages, "
    "and a rise counts only from the next reset of the bases.",
)
_TOO_MUCH = Text(
    "即使取最小值 {value}，目标科目仍高于目标：{amounts}。",
    "Even at the lowest value, {value}, a target is exceeded: {amounts}.",
)
_TOO_LITTLE = Text(
    "即使取最大值 {value}，目标科目仍低于目标：{amounts}。",
    "Even at the highest value, {value}, a target is missed: {amounts}.",
)
_AMOUNT = Text("{code} {amount} 元", "{code} {amount} yuan")


def solve_one(model: Evaluation, variable: Variable, dated: Dated) -> Solution:
    """The solution for one variable. ``dated``: the targets with their years, all of known amounts at the start."""
    return _Question(model, variable, dated).solution


def notes_on_targets(dated: Dated) -> Iterator[Note]:
    """What each figure stands for."""
    for year, target in dated:
        text = _INTERVAL.format(
            code=target.code, year=year, written=target.written, low=f"{target.low:,}", high=f"{target.high:,}"
        )
        yield Note("target_interval", text, lines=(target.code,))


def note_on_wage(variable: Variable) -> Note:
    """Which wage the added people have."""
    assert variable.head is not None
    text = _ADDED.format(rank=label(Rank[variable.head.rank]), wage=f"{variable.head.salary_in_yuan:,}")
    return Note("target_wage", text, rows=variable.head.rows)


def trial(model: Evaluation, values: Sequence[tuple[Variable, int]], dated: Dated) -> Trial:
    """Values computed in full: what they give the targets' lines, and what all five lines cost more."""
    changes = [change for variable, steps in values for change in variable.changes(steps)]
    fen, start = model.fen(tuple(changes)), model.fen(())
    reached = []
    for year, target in dated:
        amount = fen[year, target.code]
        reached.append(Reached(target, year, _yuan(amount), amount is not None and target.holds(amount)))
    before, after = _total(list(start.values())), _total(list(fen.values()))
    cost = None if before is None or after is None else _yuan(after - before)
    return Trial(tuple(Found(variable.vary, steps) for variable, steps in values), tuple(reached), cost)


class _Question:
    """One variable, its targets and the way from one to the others."""

    def __init__(self, model: Evaluation, variable: Variable, dated: Dated) -> None:
        self.model = model
        self.variable = variable
        self.dated = dated
        self.low, self.high = variable.bounds(model)
        self.courses = [self._course(year, target) for year, target in dated]

    @property
    def solution(self) -> Solution:
        both = [(course, target) for course, (_, target) in zip(self.courses, self.dated, strict=True)]
        windows = [window(course, t.least_fen, t.most_fen, self.low, self.high) for course, t in both]
        met = self._widened(common(windows))
        answer = self._nearest(met) if met.first <= met.last else None
        below = above = None
        if answer is None:
            below = self._trial(self._least_like(met.last)) if met.last >= self.low else None
            above = self._trial(met.first) if met.first <= self.high else None
        changes = () if answer is None else self.variable.changes(answer)
        return Solution(
            years=self.model.years,
            targets=tuple(target for _, target in self.dated),
            varies=(self.variable.vary,),
            answer=None if answer is None else self._trial(answer),
            lowest=None if answer is None else Found(self.variable.vary, met.first),
            highest=None if answer is None else Found(self.variable.vary, met.last),
            below=below,
            above=above,
            scenario=None if answer is None else self.model.with_changes(changes),
            notes=tuple(self._notes(met, answer)),
        )

    def _course(self, year: int, target: Target) -> Course:
        def course(steps: int) -> int:
            fen = self.model.fen(self.variable.changes(steps))[year, target.code]
            if fen is None:
                value = Found(self.variable.vary, steps).shown
                raise refuse(_UNKNOWN_ON_THE_WAY.format(value=value, year=year, code=target.code))
            return fen

        return course

    def _widened(self, met: Window) -> Window:
        """The same window, or where people leave and it is empty, a step beside it that meets all the same."""
        if met.first <= met.last or self.variable.vary.kind != "headcount" or met.last >= 0:
            return met
        nearby = range(max(met.last - STEPS_BESIDE, self.low), min(met.first + STEPS_BESIDE, 0) + 1)
        meeting = [step for step in nearby if self._meets(step)]
        return Window(meeting[0], meeting[0]) if meeting else met

    def _meets(self, step: int) -> bool:
        return all(t.holds(course(step)) for course, (_, t) in zip(self.courses, self.dated, strict=True))

    def _nearest(self, met: Window) -> int:
        """The step that comes nearest to the figures, of equally near ones the smallest change."""
        candidates = {met.first, met.last}
        figures = [int(target.figure * 100) for _, target in self.dated]
        for course, figure in zip(self.courses, figures, strict=True):
            reaching = first_reaching(course, figure, met.first, met.last)
            candidates.update((min(reaching, met.last), max(reaching - 1, met.first)))

        def distance(step: int) -> int:
            return sum(abs(course(step) - figure) for course, figure in zip(self.courses, figures, strict=True))

        return min(candidates, key=lambda step: (distance(step), abs(step), step))

    def _least_like(self, step: int) -> int:
        """The lowest step that gives the same as this one: beyond a cap, or without effect, more changes nothing."""
        return max(first_reaching(course, course(step), self.low, step) for course in self.courses)

    def _trial(self, step: int) -> Trial:
        return trial(self.model, [(self.variable, step)], self.dated)

    def _notes(self, met: Window, answer: int | None) -> Iterator[Note]:
        yield from notes_on_targets(self.dated)
        kind = self.variable.vary.kind
        if kind == "headcount" and (answer is None or answer > 0):
            yield note_on_wage(self.variable)
        if kind == "headcount" and met.last < 0:
            yield Note("target_removal", _REMOVED)
            if answer is None:
                yield Note("target_removal_beside", _BESIDE.format(beside=STEPS_BESIDE))
        if answer is not None:
            return
        if kind == "raise" and all(course(self.low) == course(self.high) for course in self.courses):
            yield Note("raise_without_effect", _NO_EFFECT, lines=self._codes)
        elif met.last < self.low:
            yield self._out_of_reach("target_exceeded", _TOO_MUCH, self.low)
        elif met.first > self.high:
            yield self._out_of_reach("target_missed", _TOO_LITTLE, self.high)

    @property
    def _codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(target.code for _, target in self.dated))

    def _out_of_reach(self, code: str, text: Text, step: int) -> Note:
        found = self._trial(step)
        each = [_AMOUNT.format(code=r.target.code, amount=f"{r.amount:,}") for r in found.reached if not r.is_met]
        amounts = Text("、".join(one.zh for one in each), ", ".join(one.en for one in each))
        return Note(code, text.format(value=found.values[0].shown, amounts=amounts), lines=self._codes)


def _total(fen: Sequence[int | None]) -> int | None:
    known = [each for each in fen if each is not None]
    return sum(known) if len(known) == len(fen) else None


def _yuan(fen: int | None) -> Yuan:
    return None if fen is None else Decimal(fen).scaleb(-2)
