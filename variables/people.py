"""Who is on a unit's roster: the facts that the rules ask for.

Not law but its subject matter: rank, status, place, wages and the months of service. Everything here is an input,
except whether somebody is on the roster in a month and how long they have served.
"""

from datetime import date

import numpy
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_china_personnel.entities import Person, Unit
from openfisca_china_personnel.money import Float64, Money
from openfisca_china_personnel.months import ALWAYS, NEVER, months_of, number_of
from openfisca_china_personnel.uniform import mapped
from openfisca_china_personnel.vocabulary import BaseRule, Category, Entry, Location, Rank, Status


class headcount(Float64):
    value_type = float
    default_value = 1.0
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "人数 Headcount: how many people the row stands for"


class status(Variable):
    value_type = Enum
    possible_values = Status
    default_value = Status.active
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "人员状态 Status"


class category(Variable):
    value_type = Enum
    possible_values = Category
    default_value = Category.administrative
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "人员类别 Category"


class rank(Variable):
    value_type = Enum
    possible_values = Rank
    default_value = Rank.unspecified
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "职级 Rank"


class location(Variable):
    value_type = Enum
    possible_values = Location
    default_value = Location.central_beijing
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "所在地 Location: whose values apply"


class entry(Variable):
    value_type = Enum
    possible_values = Entry
    default_value = Entry.standing
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "进入方式 How the person came to the unit"


class monthly_salary(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    unit = "CNY/month"
    label = "月工资 Wage of the month that counts towards contribution bases, a twelfth of the year-end bonus included"


class average_monthly_salary(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.YEAR
    unit = "CNY/month"
    label = "年度月平均工资 Average monthly wage of the calendar year"


class entry_month_salary(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.ETERNITY
    unit = "CNY/month"
    label = "进入当月工资 Wage of the month of entry (first job, transfer)"


class start_month(Variable):
    value_type = date
    default_value = ALWAYS
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "起始月 First month on the roster (any day of it)"


class entry_month(Variable):
    value_type = date
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "进入月 Month of the first job or transfer; the first month on the roster unless given"

    def formula(person, period):
        return person("start_month", period)


class end_month(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "终止月 Last month on the roster (any day of it)"


class work_start(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "参加工作时间 Month in which the working life began; the default means not known"


class on_roster(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    label = "在册 On the roster: first and last month both count whole"

    def formula(person, period):
        month = number_of(period)
        since = months_of(person("start_month", period))
        until = months_of(person("end_month", period))
        return mapped(lambda first, last: (first <= month) & (month <= last), since, until)


class service_is_known(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "工龄已知 The start of the working life is known"

    def formula(person, period):
        return months_of(person("work_start", period)) < months_of(numpy.datetime64(NEVER))


class months_of_service(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "工龄（月） Months since the working life began; negative where that is not known"

    def formula(person, period):
        return number_of(period) - months_of(person("work_start", period))


class base_rule(Variable):
    value_type = Enum
    possible_values = BaseRule
    default_value = BaseRule.prior_year
    entity = Unit
    definition_period = DateUnit.ETERNITY
    label = "公积金基数口径 Wages that the housing fund rests on: last year's, or those expected in the budget year"
    reference = "2007年中央行政事业单位住房改革支出预算编制说明"
