"""机关事业单位基本养老保险 Public-sector basic pension.

国发〔2015〕2号 (2015-01-03), in force from 2014-10-01: the unit pays 20 % and the person 8 % of the person's wages,
between 60 % and 300 % of the local average wage. 国办发〔2019〕13号 lowers the unit's side to 16 % from 2019-05-01.
The base is last year's wages; rent subsidy and purchase subsidy are never part of it (人社部发〔2015〕28号).

Left out: the individual account and every benefit side (四 and later), which no budget line of the unit pays.
"""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_china_personnel.contribution_base import base_of_prior_year, share_of_pension_base, within_limits
from openfisca_china_personnel.entities import Person, Unit
from openfisca_china_personnel.lookups import by_location
from openfisca_china_personnel.money import Money
from openfisca_china_personnel.months import has_reached
from openfisca_china_personnel.uniform import all_of
from openfisca_china_personnel.unit_budget import year_of
from openfisca_china_personnel.vocabulary import Status


class contributes_pension(Variable):
    value_type = bool
    default_value = True
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "参加养老保险 Takes part in the basic pension (and with it the annuity) while active"


class pays_pension(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    label = "当月应缴养老保险 Pays pension and annuity contributions this month"

    def formula(person, period):
        active = person("status", period) == Status.active
        return all_of(person("on_roster", period), active, person("contributes_pension", period))


class pension_reset_done(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    label = "养老基数已按上年工资核定 The base already rests on last year's wages"

    def formula(person, period, parameters):
        reset = parameters(period).pension.reset_month
        everybody = person.filled_array(value=True)
        return everybody & has_reached(period, by_location(person, person("location", period), reset, everybody))


class pension_base(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    unit = "CNY/month"
    label = "养老基数 Base of pension and annuity before cap and floor"
    reference = "人社部发〔2015〕28号"

    def formula(person, period, parameters):
        reset = parameters(period).pension.reset_month
        due = person("pays_pension", period)
        return base_of_prior_year(person, period, by_location(person, person("location", period), reset, due))


class pension_assessed_base(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    unit = "CNY/month"
    label = "养老缴费基数（上下限内） Base of pension and annuity within cap and floor"
    reference = "国发〔2015〕2号"

    def formula(person, period, parameters):
        pension = parameters(period).pension
        place = person("location", period)
        base = person("pension_base", period)
        due = person("pays_pension", period) & (base != 0)
        floor = by_location(person, place, pension.base_floor, due, elsewhere=0.0)
        cap = by_location(person, place, pension.base_cap, due, elsewhere=float("inf"))
        return within_limits(base, floor, cap, due)


class pension(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "基本养老保险（单位缴费） Basic pension, the unit's side"
    reference = ["国发〔2015〕2号 三", "国办发〔2019〕13号"]

    def formula_2014_10(person, period, parameters):
        return share_of_pension_base(person, period, parameters(period).pension, "employer_rate")


class pension_employee(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "基本养老保险（个人缴费） Basic pension, the person's own side"
    reference = "国发〔2015〕2号 三"

    def formula_2014_10(person, period, parameters):
        return share_of_pension_base(person, period, parameters(period).pension, "employee_rate")


class pension_budget(Money):
    value_type = float
    entity = Unit
    definition_period = DateUnit.YEAR
    unit = "CNY/year"
    label = "2080505 机关事业单位基本养老保险缴费支出预算 Budget line: basic pension"

    def formula(unit, period):
        return year_of(unit, "pension", period)
