"""What a scenario may say, checked."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.scenario.changes import Change, Raise
from openfisca_china_personnel.scenario.uncertainty import Fraction, GrowthRate, Uncertain, drawn
from openfisca_china_personnel.scenario.values import Strict, Year, Years, YesNo, fault

MOST_DRAWS = 10_000


def _whole(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value.strip().isdecimal():
        raise fault(Text(f"“{value}”不是非负整数", f"“{value}” is no whole number"))
    return int(value)


Whole = Annotated[int, BeforeValidator(_whole)]


def _by_year(value: Any) -> Any:
    """One growth for every year, or one each: ``{2025: 3%, 2026: 4%}``."""
    if isinstance(value, dict) and value and all(str(name).strip().isdecimal() for name in value):
        return {"each": value}
    return {"all": value}


class Growth(Strict):
    """A yearly growth: the same for all years, or by year; years that are not named do not grow."""

    same: GrowthRate | None = Field(default=None, alias="all")
    each: dict[Year, GrowthRate] = Field(default_factory=dict)

    def in_year(self, year: int) -> Fraction:
        """The growth from the year before to this one."""
        if self.same is not None:
            return self.same
        return self.each.get(year, Decimal(0))

    @property
    def is_uncertain(self) -> bool:
        """Whether some year's growth is to be drawn."""
        return isinstance(self.same, Uncertain) or any(isinstance(rate, Uncertain) for rate in self.each.values())

    def settled(self, source: random.Random) -> Growth:
        """The same with every uncertain growth drawn; one draw serves all years of ``all``."""
        if self.same is not None:
            return self.model_copy(update={"same": drawn(self.same, source)})
        return self.model_copy(update={"each": {year: drawn(rate, source) for year, rate in self.each.items()}})


GrowthByYear = Annotated[Growth, BeforeValidator(lambda value: value if isinstance(value, Growth) else _by_year(value))]


class Assumptions(Strict):
    """What a scenario of several years takes to happen.

    ``wage_growth``: of everybody's wage, each January after the first year; ``average_wage_growth``: of the average
    wage and with it of the caps and floors that nobody has published yet; ``retirement_by_age``: whether people whose
    birth month and sex the roster gives retire at the statutory age (of one year only: no unless stated).
    ``draws`` and ``seed`` are for uncertain numbers.
    """

    wage_growth: GrowthByYear | None = None
    average_wage_growth: GrowthByYear | None = None
    retirement_by_age: YesNo | None = None
    draws: Whole = Field(default=200, ge=2, le=MOST_DRAWS)
    seed: Whole = 1

    @property
    def is_uncertain(self) -> bool:
        """Whether something is to be drawn."""
        growths = (self.wage_growth, self.average_wage_growth)
        return any(growth is not None and growth.is_uncertain for growth in growths)

    def settled(self, source: random.Random) -> Assumptions:
        """The same with every uncertain number drawn."""
        growths = {
            name: growth.settled(source)
            for name in ("wage_growth", "average_wage_growth")
            if (growth := getattr(self, name)) is not None
        }
        return self.model_copy(update=growths)


class Scenario(Strict):
    """A named list of changes and assumptions; ``year`` or ``years`` are the budget years that it is meant for."""

    name: str = Field(min_length=1)
    year: Year | None = None
    years: Years | None = None
    changes: tuple[Change, ...] = ()
    assumptions: Assumptions = Assumptions()
    _file: str | None = PrivateAttr(default=None)
    _lines: tuple[int | None, ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _changes_something(self) -> Scenario:
        if not self.changes and self.assumptions == Assumptions():
            raise fault(Text("“changes”是空的", "“changes” is empty"))
        if self.year is not None and self.years is not None:
            raise fault(Text("year 和 years 只能写一个", "state one of year and years"))
        return self

    @property
    def span(self) -> tuple[int, ...]:
        """The years that the scenario names, empty where it names none."""
        if self.years is not None:
            return self.years
        return () if self.year is None else (self.year,)

    @property
    def is_uncertain(self) -> bool:
        """Whether something in it is to be drawn."""
        rises = (change.content for change in self.changes)
        return self.assumptions.is_uncertain or any(
            isinstance(rise, Raise) and isinstance(rise.percent, Uncertain) for rise in rises
        )

    def settled(self, source: random.Random) -> Scenario:
        """The same scenario with every uncertain number drawn from ``source``."""
        changes = []
        for change in self.changes:
            content = change.content
            if isinstance(content, Raise) and isinstance(content.percent, Uncertain):
                rise = content.model_copy(update={"percent": content.percent.drawn(source)})
                changes.append(change.model_copy(update={"raise_": rise}))
            else:
                changes.append(change)
        return self.model_copy(update={"changes": tuple(changes), "assumptions": self.assumptions.settled(source)})

    def with_changes(self, more: Iterable[Change]) -> Scenario:
        """The same scenario with more changes behind its own; these stand in no file."""
        return self.model_copy(update={"changes": (*self.changes, *more)})

    def found_in(self, file: str | None, lines: Sequence[int | None]) -> Scenario:
        """The same scenario, knowing its file and the line of each change."""
        located = self.model_copy()
        located._file, located._lines = file, tuple(lines)
        return located

    def fault_in(self, place: int, text: Text) -> Fault:
        """A fault of the change at ``place`` (from 1), with its file and line where they are known."""
        line = self._lines[place - 1] if place <= len(self._lines) else None
        return Fault(text, file=self._file, line=line)
