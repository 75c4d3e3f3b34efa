"""住房公积金 Housing provident fund.

住房公积金管理条例: 国务院令第262号 (1999-04-03), revised by 第350号 (2002-03-24), 第710号 (2019-03-24) and 第844号
(in force 2026-09-20). Each month the unit and the person each pay the person's average wage of last year times a
rate (art. 16) of at least 5 % (art. 18); 建金管〔2005〕5号 and 建金〔2016〕74号 add the 12 % and the cap of three
average wages. A first job pays from its second month, a transfer at once (art. 17).

Left out: arrears, lowered rates and deferrals (art. 20) need a decision that no budget states; the account's
interest, withdrawals and loans (art. 21 and later) cost the unit nothing.
"""

from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_china_personnel.contribution_base import base_of_prior_year, within_limits
from openfisca_china_personnel.entities import Person, Unit
from openfisca_china_personnel.lookups import by_location, known
from openfisca_china_personnel.money import Float64, Money, only, product_in_millionths, round_half_up_to_yuan
from openfisca_china_personnel.months import has_reached, months_of, number_of
from openfisca_china_personnel.uniform import all_of, uniform
from openfisca_china_personnel.unit_budget import year_of
from openfisca_china_personnel.vocabulary import BaseRule, Entry, Status


class contributes_housing_fund(Variable):
    value_type = bool
    default_value = True
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "缴存公积金 Takes part in the housing fund while active"


class pays_housing_fund(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    label = "当月应缴公积金 Pays into the housing fund this month"
    reference = "住房公积金管理条例 第十七条"

    def formula(person, period):
        active = person("status", period) == Status.active
        pays = all_of(person("on_roster", period), active, person("contributes_housing_fund", period))
        first_job = person("entry", period) == Entry.first_job
        if not first_job.any():
            return pays
        month_after_first = number_of(period) > months_of(person("entry_month", period))
        return pays & (~first_job | month_after_first)


class housing_fund_rate(Float64):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    unit = "/1"
    label = "公积金缴存比例 Rate of the housing fund, each side"
    reference = "住房公积金管理条例 第十八条"

    def formula(person, period, parameters):
        return uniform(known(person, parameters(period).housing_fund.rate, "default"), person.count, float)


class housing_fund_reset_done(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    label = "公积金基数已按上年工资核定 The base already rests on last year's wages"

    def formula(person, period, parameters):
        reset = parameters(period).housing_fund.reset_month
        everybody = person.filled_array(value=True)
        return everybody & has_reached(period, by_location(person, person("location", period), reset, everybody))


class housing_fund_base(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    unit = "CNY/month"
    label = "公积金基数 Base of the housing fund before cap and floor"
    reference = ["住房公积金管理条例 第十六条", "2007年中央行政事业单位住房改革支出预算编制说明"]

    def formula(person, period, parameters):
        expected = person.unit("base_rule", period) == BaseRule.expected
        if expected.all():
            return person("monthly_salary", period)
        reset = parameters(period).housing_fund.reset_month
        due = person("pays_housing_fund", period) & ~expected
        reset_month = by_location(person, person("location", period), reset, due)
        of_prior_year = base_of_prior_year(person, period, reset_month)
        return where(expected, person("monthly_salary", period), of_prior_year) if expected.any() else of_prior_year


class housing_fund_assessed_base(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    unit = "CNY/month"
    label = "公积金缴存基数（上下限内） Base of the housing fund within cap and floor"
    reference = "建金〔2016〕74号"

    def formula(person, period, parameters):
        fund = parameters(period).housing_fund
        place = person("location", period)
        base = person("housing_fund_base", period)
        due = person("pays_housing_fund", period) & (base != 0)
        floor = by_location(person, place, fund.base_floor, due, elsewhere=0.0)
        cap = by_location(person, place, fund.base_cap, due, elsewhere=float("inf"))
        return within_limits(base, floor, cap, due)


class housing_fund(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "住房公积金（单位缴存） Housing fund, the unit's side"
    reference = "住房公积金管理条例 第十六条"

    def formula_2002_03_24(person, period):
        if _nobody_pays(person, period):
            return person.filled_array(0.0)
        return _contribution(person, period, person("housing_fund_rate", period))


class housing_fund_employee(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "住房公积金（个人缴存） Housing fund, the person's own side"
    reference = "住房公积金管理条例 第十六条"

    def formula_2002_03_24(person, period):
        return person("housing_fund", period)


class housing_fund_at_minimum_rate(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "住房公积金（按最低比例） Housing fund at the lowest rate that the law allows"
    reference = "住房公积金管理条例 第十八条"

    def formula_2002_03_24(person, period, parameters):
        if _nobody_pays(person, period):
            return person.filled_array(0.0)
        return _contribution(person, period, parameters(period).housing_fund.rate.minimum)


class housing_fund_at_maximum_rate(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "住房公积金（按最高比例） Housing fund at the highest rate that the law allows"
    reference = ["建金管〔2005〕5号", "建金〔2016〕74号"]

    def formula_2005_01_10(person, period, parameters):
        if _nobody_pays(person, period):
            return person.filled_array(0.0)
        return _contribution(person, period, parameters(period).housing_fund.rate.maximum)


class housing_fund_budget(Money):
    value_type = float
    entity = Unit
    definition_period = DateUnit.YEAR
    unit = "CNY/year"
    label = "2210201 住房公积金预算 Budget line: housing provident fund"

    def formula(unit, period):
        return year_of(unit, "housing_fund", period)


def _nobody_pays(person, period):
    # What rests on no value of the law must not read one: results say what they rest on.
    return not person("pays_housing_fund", period).any()


def _contribution(person, period, rate):
    # Each side apart to whole yuan, half up: annex of the Beijing fund centre's yearly notice (2022-07-28).
    base = person("housing_fund_assessed_base", period)
    amount = round_half_up_to_yuan(product_in_millionths(base, rate))
    return only(person("pays_housing_fund", period), amount)
