"""The month in which a person reaches the statutory retirement age (法定退休年龄).

The ages and their gradual raising from 2025 are those of the decision of 2024-09-13 (全国人民代表大会常务委员会关于实施
渐进式延迟法定退休年龄的决定; grade B throughout): one age for men, and for women the one formerly 50 where they are
workers (工勤), the one formerly 55 otherwise.

A person retires in the month in which the age is reached; the first month of the new state is the month after it,
because contributions stop with the month after retirement (grade B). Months are whole: on which day of its month
somebody was born, and so whether the age is reached on the first or the last day of a month, the law file leaves open
and nothing here depends on it. Left out, because the law file does not give them: earlier or later retirement by
choice, women of senior rank who stay as long as men, and special kinds of work.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.provisions import Provision, series
from openfisca_china_personnel.vocabulary import WORKERS, Category

_MEN, _WOMEN, _WOMEN_WORKERS = "men", "women_55", "women_50"
_WORKER_RANKS = tuple(rank.name for rank in WORKERS)


@dataclass(frozen=True)
class _Age:
    """An age that is raised with the month of birth; ages and delay in months, the birth as a month number."""

    before: int
    longest_delay: int
    raised_from: int
    births_per_month: int


def retirement_month(birth_month: int, sex: str, *, worker: bool, parameters: ParameterNode) -> int | None:
    """The number of the month in which the statutory age is reached; ``None`` for a sex other than male and female.

    ``birth_month`` is a month number, ``sex`` ``male`` or ``female``; ``worker`` says whether the person is a worker
    (工勤), which matters to women only. The first month in retirement is the one after.
    """
    if sex not in ("male", "female"):
        return None
    name = _MEN if sex == "male" else _WOMEN_WORKERS if worker else _WOMEN
    age = _age(parameters, name)
    births = birth_month - age.raised_from
    delay = 0 if births < 0 else min(births // age.births_per_month + 1, age.longest_delay)
    return birth_month + age.before + delay


def retirement_months(table: polars.DataFrame, parameters: ParameterNode) -> polars.Series:
    """For each row of a roster's table the number of the month in which the statutory age is reached (Int32).

    Null where the month of birth or the sex is blank. Workers are rows of the category ``worker`` or of a worker's
    rank. The first month in retirement is the one after.
    """
    sex, female = polars.col("sex"), polars.col("sex") == "female"
    worker = (polars.col("category") == Category.worker.name).fill_null(value=False)
    worker |= polars.col("rank").is_in(_WORKER_RANKS)
    reached = (
        polars.when(sex == "male")
        .then(_reached(_age(parameters, _MEN)))
        .when(female & worker)
        .then(_reached(_age(parameters, _WOMEN_WORKERS)))
        .when(female)
        .then(_reached(_age(parameters, _WOMEN)))
        .otherwise(None)
    )
    return table.select(reached.cast(polars.Int32).alias("retirement_month")).to_series()


def _reached(age: _Age) -> polars.Expr:
    birth = polars.col("birth_month")
    delay = (birth - age.raised_from).floordiv(age.births_per_month) + 1
    return birth + age.before + delay.clip(0, age.longest_delay)


def _age(parameters: ParameterNode, name: str) -> _Age:
    """One age: what it was before it began to be raised, and how it rises to its target."""
    path = f"retirement_age.{name}"
    begins = series(parameters, f"{path}.raised_from_birth_month")[-1]
    pace = series(parameters, f"{path}.birth_months_per_month_of_delay")[-1]
    ages = series(parameters, f"{path}.age")
    old = [each for each in ages if each.start < begins.start][-1]
    target = [each for each in ages if each.start <= begins.start][-1]
    year, month = str(begins.value).split("-")
    before = 12 * _whole(old)
    return _Age(before, 12 * _whole(target) - before, 12 * int(year) + int(month) - 1, _whole(pace))


def _whole(provision: Provision) -> int:
    assert isinstance(provision.value, (int, float)), provision.path
    assert provision.value == int(provision.value), provision.path
    return int(provision.value)
