"""How the answer to a question of targets is shown."""

from __future__ import annotations

from collections.abc import Iterator

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, HIGH, LOW, Cell, Column, Report, Section
from openfisca_china_personnel.targets import Found, Solution, Trial

_VARIED = Column(Text("可变的量", "Varied"))
_RESULT = Column(Text("结果", "Result"))
_VALUE = Column(Text("取值", "Value"), amounts=True)
_LOWEST = Column(Text("可取的最小值", "Lowest that serves"), amounts=True)
_HIGHEST = Column(Text("可取的最大值", "Highest that serves"), amounts=True)
_COST = Column(Text("五个科目合计增减", "Change of all lines"), amounts=True)
_YEAR = Column(Text("年度", "Year"))
_FIGURE = Column(Text("目标", "Target"), amounts=True)
_GIVES = Column(Text("可达到的金额", "Gives"), amounts=True)
_VERDICT = Column(Text("结论", "Verdict"))

_MET = Text("满足", "met")
_NOT_MET = Text("不满足", "not met")
_ANSWER = Text("满足全部目标", "Meets every target")
_BELOW = Text("不满足，最接近的较低值", "Misses: nearest below")
_ABOVE = Text("不满足，最接近的较高值", "Misses: nearest above")
_NONE = Text("没有能满足目标的取值", "Nothing meets the targets")


def view(solution: Solution) -> Report:
    """What to vary and by how much, then what that gives every target's line."""
    trials = list(_trials(solution))
    values: list[tuple[Cell, ...]] = [
        (found.vary.label, name, found.shown, *_range(solution, trial), trial.cost)
        for name, trial in trials
        for found in trial.values
    ]
    if not trials:
        values = [(vary.label, _NONE, None, None, None, None) for vary in solution.varies]
    answer = Section(
        Text("按目标求解", "Solved for the targets"),
        (_VARIED, _RESULT, _VALUE, _LOWEST, _HIGHEST, _COST),
        tuple(values),
    )
    lines = Section(
        Text("目标与可达到的金额（元）", "Targets and what is reached (yuan)"),
        (_RESULT, _YEAR, CODE, _FIGURE, LOW, HIGH, _GIVES, _VERDICT),
        tuple(
            (
                name,
                each.year,
                each.target.code,
                each.target.figure,
                each.target.low,
                each.target.high,
                each.amount,
                _MET if each.is_met else _NOT_MET,
            )
            for name, trial in trials
            for each in trial.reached
        ),
    )
    return Report((answer, lines) if trials else (answer,), solution.notes)


def _trials(solution: Solution) -> Iterator[tuple[Text, Trial]]:
    for name, trial in ((_ANSWER, solution.answer), (_BELOW, solution.below), (_ABOVE, solution.above)):
        if trial is not None:
            yield name, trial


def _range(solution: Solution, trial: Trial) -> tuple[Cell, Cell]:
    if trial is not solution.answer:
        return None, None
    return _shown(solution.lowest), _shown(solution.highest)


def _shown(found: Found | None) -> Cell:
    return None if found is None else found.shown
