"""职业年金 Occupational annuity.

机关事业单位职业年金办法, 国办发〔2015〕18号 (2015-03-27), from 2014-10-01: the unit pays 8 % and the person 4 % of
the same base as the basic pension (art. 4).

Left out: art. 6 (the article's number is grade B) lets units that the treasury funds in full keep the unit's side
as a book entry until retirement;
central units in Beijing budget it in cash, and so does the model.
"""

from openfisca_core.periods import DateUnit

from openfisca_china_personnel.contribution_base import share_of_pension_base
from openfisca_china_personnel.entities import Person, Unit
from openfisca_china_personnel.money import Money
from openfisca_china_personnel.unit_budget import year_of


class annuity(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "职业年金（单位缴费） Occupational annuity, the unit's side"
    reference = "国办发〔2015〕18号 第四条"

    def formula_2014_10(person, period, parameters):
        return share_of_pension_base(person, period, parameters(period).annuity, "employer_rate")


class annuity_employee(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "职业年金（个人缴费） Occupational annuity, the person's own side"
    reference = "国办发〔2015〕18号 第四条"

    def formula_2014_10(person, period, parameters):
        return share_of_pension_base(person, period, parameters(period).annuity, "employee_rate")


class annuity_budget(Money):
    value_type = float
    entity = Unit
    definition_period = DateUnit.YEAR
    unit = "CNY/year"
    label = "2080506 机关事业单位职业年金缴费支出预算 Budget line: occupational annuity"

    def formula(unit, period):
        return year_of(unit, "annuity", period)
