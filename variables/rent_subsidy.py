"""提租补贴 Rent subsidy.

国管房改字〔1999〕267号 and its supplement 〔1999〕313号, in force from 2000-04-01: central units in Beijing pay each
active, retired and veteran retired person a flat monthly amount by rank, 90 yuan a head on average. 科员 and below,
junior and middle workers and ordinary workers with 25 years of service get the section standard (313号).

The standards for ministers come from the budgeting note of 2007; 267号 does not name them. No standard was read for
professional ranks: they are paid the average.
"""

from numpy import isin, where
from openfisca_core.periods import DateUnit

from openfisca_china_personnel.entities import Person, Unit
from openfisca_china_personnel.lookups import by_rank, refuse_elsewhere
from openfisca_china_personnel.money import Money
from openfisca_china_personnel.unit_budget import year_of
from openfisca_china_personnel.vocabulary import (
    GENERAL_RANKS,
    PROFESSIONALS,
    RISING_WITH_SERVICE,
    WORKERS,
    Category,
    Rank,
)

AT_THE_AVERAGE = [rank.index for rank in (Rank.unspecified, *PROFESSIONALS)]
RISING = [rank.index for rank in RISING_WITH_SERVICE]


class rent_subsidy(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "提租补贴 Rent subsidy"
    reference = ["国管房改字〔1999〕267号 第二条", "国管房改字〔1999〕313号 一、二"]

    def formula_2000_04(person, period, parameters):
        refuse_elsewhere(person, period, "rent_subsidy")
        subsidy = parameters(period).rent_subsidy
        ranks = person("rank", period)
        averaged = isin(ranks, AT_THE_AVERAGE)
        standard = by_rank(person, ranks, subsidy.standard, ~averaged)
        long_service = _has_long_service(person, period, subsidy) & isin(ranks, RISING)
        if long_service.any():
            standard = where(long_service, subsidy.seniority.standard, standard)
        if averaged.any():
            standard = where(averaged, subsidy.average, standard)
        return where(person("on_roster", period), standard, 0.0)


class rent_subsidy_minimum(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "提租补贴（最低） Rent subsidy: the least that what is known allows"

    def formula_2000_04(person, period, parameters):
        return _where_unspecified(person, period, parameters, min, person("rent_subsidy", period))


class rent_subsidy_maximum(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "提租补贴（最高） Rent subsidy: the most that what is known allows"

    def formula_2000_04(person, period, parameters):
        subsidy = parameters(period).rent_subsidy
        rising = isin(person("rank", period), RISING)
        may_rise = person("on_roster", period) & rising & ~person("service_is_known", period)
        most = where(may_rise, subsidy.seniority.standard, person("rent_subsidy", period))
        return _where_unspecified(person, period, parameters, max, most)


class rent_subsidy_budget(Money):
    value_type = float
    entity = Unit
    definition_period = DateUnit.YEAR
    unit = "CNY/year"
    label = "2210202 提租补贴预算 Budget line: rent subsidy"

    def formula(unit, period):
        return year_of(unit, "rent_subsidy", period)


def _has_long_service(person, period, subsidy):
    return person("months_of_service", period) >= subsidy.seniority.years * 12


def _where_unspecified(person, period, parameters, extreme, known):
    unspecified = person("on_roster", period) & (person("rank", period) == Rank.unspecified)
    if not unspecified.any():
        return known
    standard = parameters(period).rent_subsidy.standard
    among_general = extreme(standard[rank.name] for rank in GENERAL_RANKS)
    among_workers = extreme(standard[rank.name] for rank in WORKERS)
    worker = person("category", period) == Category.worker
    return where(unspecified, where(worker, among_workers, among_general), known)
