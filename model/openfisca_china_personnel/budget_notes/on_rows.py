"""What is noted about rows: blanks of the roster that were filled, and rules that do not fit a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.blocks import blocks, take
from openfisca_china_personnel.budget_notes.remarks import (
    AVERAGE_RENT_SUBSIDY,
    AVERAGE_RENT_SUBSIDY_OF_PROFESSIONALS,
    DEFAULT_RATE,
    ENTRY_IN_JANUARY,
    ENTRY_WAGE,
    ENTRY_WAGE_BLANK,
    EXPECTED_SALARY_BLANK,
    LUMP_SUM_IN_LAST_MONTH,
    LUMP_SUM_NOT_COUNTED,
    NO_LIMITS_ELSEWHERE,
    NO_WAGE,
    NOT_IN_YEAR,
    NOT_MODELLED,
    ONE_BASE_ALL_YEAR,
    PRIOR_YEAR_SALARY_ASSUMED,
    SERVICE_AFTER_RETIREMENT,
    SERVICE_IS_BLANK,
    SERVICE_OF_ORDINARY_WORKERS_NOT_KNOWN,
    UNTIL_JUNE_BASE_UNUSED,
    Remark,
)
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.notes import Grade, Note, on_rows
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.row_sets import MOST_ROWS, RowSet, RowsOfBlock
from openfisca_china_personnel.staffing import SERVICE_NOT_KNOWN, Mask, Staffing
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, Line
from openfisca_china_personnel.uniform import all_of, mapped, negated, uniform
from openfisca_china_personnel.vocabulary import PROFESSIONALS, RISING_WITH_SERVICE, BaseRule, Entry, Location, Rank

Remarks = Iterator[tuple[Remark, Mask]]
"""Kinds of notes, each with the rows that it applies to."""


def remarks_on_rows(people: Staffing, parameters: ParameterNode, base_rules: NDArray[Any]) -> dict[Remark, RowSet]:
    """Every kind of remark, always all and in the same order, with the rows that call for it.

    ``base_rules``: the code of ``BaseRule`` of each unit.
    """
    law = _Law.of(parameters, people.year)
    found: dict[Remark, list[RowSet]] = {
        remark: [] for remark, _ in _remarks(take(people, slice(0, 0)), law, base_rules)
    }
    counts = dict.fromkeys(found, 0)
    for block in blocks(people):
        rows = RowsOfBlock(block.row)
        for remark, mask in _remarks(block, law, base_rules):
            chosen = rows.where(mask, counted=counts[remark] > MOST_ROWS)
            if chosen.count:
                counts[remark] += chosen.count
                found[remark].append(chosen)
    return {remark: RowSet.joined(sets) for remark, sets in found.items()}


def _remarks(people: Staffing, law: _Law, base_rules: NDArray[Any]) -> Remarks:
    if (base_rules == BaseRule.expected.index).any():
        expected = numpy.asarray(base_rules[people.unit] == BaseRule.expected.index)
    else:
        expected = uniform(value=False, size=people.size, dtype=numpy.bool_)
    return chain(
        _on_bases(people, law, expected),
        _on_rates(people, law),
        _on_entries(people),
        _on_subsidies(people),
        _on_presence(people),
        _on_places(people),
    )


@dataclass(frozen=True)
class _Law:
    """What the law of a year says that remarks depend on: the usual rate, and where bases are reset after January."""

    default_rate: Remark
    resets_late: Mapping[str, NDArray[numpy.bool_]]
    """By scheme, an element a location (a gap counts as late)."""

    @classmethod
    def of(cls, parameters: ParameterNode, year: int) -> _Law:
        months = (in_force(parameters, "housing_fund.rate.default", f"{year}-{n:02d}-01") for n in range(1, 13))
        rates = dict.fromkeys(rate.shown for rate in months if rate is not None and rate.value is not None)
        listed = Text("、".join(rates) or "—", ", ".join(rates) or "—")
        late = {
            scheme: numpy.array([_is_late(parameters, scheme, location, year) for location in Location])
            for scheme in ("pension", "housing_fund")
        }
        return cls(replace(DEFAULT_RATE, text=DEFAULT_RATE.text.format(rate=listed)), late)


def _is_late(parameters: ParameterNode, scheme: str, location: Location, year: int) -> bool:
    provision = in_force(parameters, f"{scheme}.reset_month.{location.name}", f"{year}-01-01")
    return provision is None or provision.value != 1


def notes_on_rows(
    remarks: Mapping[Remark, RowSet], codes: Mapping[Line, str], files: Sequence[str] = ()
) -> Iterator[Note]:
    """A note for each kind of remark that some row calls for, with the numbers of its rows.

    ``codes``: the functional code of each line; ``files``: their names where the rows are those of several.
    """
    said: dict[tuple[str, Text, Grade | None, RowSet], set[str]] = {}
    for remark, rows in remarks.items():
        if len(rows):
            key = (remark.code, remark.text, remark.grade, rows)
            said.setdefault(key, set()).update(codes[line] for line in remark.lines)
    for (code, text, grade, rows), lines in said.items():
        yield on_rows(Note(code, text, lines=tuple(sorted(lines)), grade=grade), rows, files)


def _on_bases(people: Staffing, law: _Law, expected: Mask) -> Remarks:
    enters = _enters_this_year(people)
    no_month_wage = mapped(lambda wage: wage == 0, people.monthly_salary)
    no_wage = all_of(mapped(lambda wage: wage == 0, people.prior_year_salary), no_month_wage)
    prior_year_assumed = all_of(people.prior_year_salary_is_blank, negated(no_month_wage))
    for scheme in _schemes(people, law, expected):
        base_is_blank, standing = scheme.base_is_blank, negated(enters)
        yield (
            scheme.touched_by(PRIOR_YEAR_SALARY_ASSUMED),
            all_of(scheme.on_prior_year, standing, base_is_blank, prior_year_assumed),
        )
        one_base = all_of(scheme.until_june_is_blank, negated(all_of(enters, base_is_blank)))
        yield scheme.touched_by(ONE_BASE_ALL_YEAR), all_of(scheme.on_prior_year, scheme.resets_late, one_base)
        yield (
            scheme.touched_by(UNTIL_JUNE_BASE_UNUSED),
            all_of(scheme.pays, negated(scheme.resets_late), negated(scheme.until_june_is_blank)),
        )
        on_entry_wage = all_of(scheme.on_prior_year, base_is_blank, enters)
        yield scheme.touched_by(ENTRY_WAGE), on_entry_wage
        yield scheme.touched_by(ENTRY_WAGE_BLANK), all_of(on_entry_wage, people.salary_is_blank)
        yield scheme.touched_by(NO_WAGE), all_of(scheme.pays, base_is_blank, scheme.until_june_is_blank, no_wage)
    fund_is_blank = mapped(numpy.isnan, people.stated_housing_fund_base)
    yield EXPECTED_SALARY_BLANK, all_of(_pays_housing_fund(people), expected, people.salary_is_blank, fund_is_blank)


@dataclass(frozen=True)
class _Scheme:
    """The rows of a contribution scheme: who pays, whose base rests on past wages, what the roster leaves blank."""

    lines: tuple[Line, ...]
    pays: Mask
    on_prior_year: Mask
    resets_late: Mask
    base_is_blank: Mask
    until_june_is_blank: Mask

    def touched_by(self, remark: Remark) -> Remark:
        return replace(remark, lines=self.lines)


def _schemes(people: Staffing, law: _Law, expected: Mask) -> tuple[_Scheme, _Scheme]:
    fund, pension = _pays_housing_fund(people), _pays_pension(people)
    return (
        _Scheme(
            (PENSION, ANNUITY),
            pension,
            pension,
            mapped(law.resets_late["pension"].take, people.location),
            mapped(numpy.isnan, people.stated_pension_base),
            mapped(numpy.isnan, people.stated_pension_base_until_june),
        ),
        _Scheme(
            (HOUSING_FUND,),
            fund,
            all_of(fund, negated(expected)),
            mapped(law.resets_late["housing_fund"].take, people.location),
            mapped(numpy.isnan, people.stated_housing_fund_base),
            mapped(numpy.isnan, people.stated_housing_fund_base_until_june),
        ),
    )


def _on_rates(people: Staffing, law: _Law) -> Remarks:
    yield law.default_rate, all_of(_pays_housing_fund(people), negated(people.rate_is_stated))


def _on_entries(people: Staffing) -> Remarks:
    january = month_number(people.year, 1)

    def in_january(entered: NDArray[Any], began: NDArray[Any]) -> Mask:
        return numpy.asarray((entered == january) & (began == january))

    entered = mapped(in_january, people.entry_month, people.start)
    yield ENTRY_IN_JANUARY, all_of(people.is_in_year, _enters_this_year(people), entered)


def _on_subsidies(people: Staffing) -> Remarks:
    central = all_of(people.is_in_year, _is_at(people, Location.central_beijing))
    service_matters = all_of(central, _has_rank(people, RISING_WITH_SERVICE))
    service_is_known = mapped(lambda start: start != SERVICE_NOT_KNOWN, people.work_start)
    not_known = negated(service_is_known)
    yield SERVICE_IS_BLANK, all_of(service_matters, not_known)
    yield SERVICE_AFTER_RETIREMENT, all_of(service_matters, service_is_known, negated(people.is_active))
    entitled = all_of(central, people.is_active, people.entitled_to_purchase_subsidy)
    yield (
        SERVICE_OF_ORDINARY_WORKERS_NOT_KNOWN,
        all_of(entitled, _has_rank(people, (Rank.ordinary_worker,)), not_known),
    )
    yield AVERAGE_RENT_SUBSIDY, all_of(central, _has_rank(people, (Rank.unspecified,)))
    yield AVERAGE_RENT_SUBSIDY_OF_PROFESSIONALS, all_of(central, _has_rank(people, PROFESSIONALS))


def _on_presence(people: Staffing) -> Remarks:
    counted = people.is_in_year
    has_lump_sum = all_of(counted, mapped(lambda lump_sum: lump_sum > 0, people.lump_sum))
    december = month_number(people.year, 12)
    before_december = mapped(lambda month: month < december, people.lump_sum_month)
    yield LUMP_SUM_IN_LAST_MONTH, all_of(has_lump_sum, people.lump_sum_month_is_blank, before_december)
    off_roster = mapped(
        lambda paid, start, end: (paid < start) | (paid > end), people.lump_sum_month, people.start, people.end
    )
    yield LUMP_SUM_NOT_COUNTED, all_of(has_lump_sum, off_roster)
    yield NOT_IN_YEAR, all_of(negated(counted), people.headcount > 0)


def _on_places(people: Staffing) -> Remarks:
    counted = people.is_in_year
    yield NOT_MODELLED, all_of(counted, negated(_is_at(people, Location.central_beijing)))
    yield NO_LIMITS_ELSEWHERE, all_of(counted, _is_at(people, Location.other), people.is_active)


def _pays_housing_fund(people: Staffing) -> Mask:
    return all_of(people.is_in_year, people.is_active, people.contributes_housing_fund)


def _pays_pension(people: Staffing) -> Mask:
    return all_of(people.is_in_year, people.is_active, people.contributes_pension)


def _enters_this_year(people: Staffing) -> Mask:
    january = month_number(people.year, 1)
    return mapped(
        lambda entry, month: (entry != Entry.standing.index) & (month >= january), people.entry, people.entry_month
    )


def _is_at(people: Staffing, location: Location) -> Mask:
    return mapped(lambda codes: codes == location.index, people.location)


def _has_rank(people: Staffing, ranks: tuple[Rank, ...]) -> Mask:
    return mapped(numpy.array([rank in ranks for rank in Rank]).take, people.rank)
