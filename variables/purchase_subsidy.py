"""购房补贴 Purchase subsidy of central units in Beijing.

厅字〔1999〕10号: people without a home get 0.66 of the month's standard wage each month from 1999; 厅字〔2005〕8号
(二(一)) replaces that from January 2005 by a flat amount by rank. People who worked before 1999 get lump sums: for
those without a home, for those below the standard area, and after a promotion that raises the standard.
Lump sums are paid in turn as the yearly budget allows (财规〔2000〕48号), so a roster states the ones it pays.

Left out: how many years the monthly part runs and the amounts for ministers and professionals were not found.
"""

from numpy import clip, isnan, maximum, where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_china_personnel.entities import Person, Unit
from openfisca_china_personnel.lookups import by_rank, refuse_elsewhere
from openfisca_china_personnel.money import Float64, Money, product_in_millionths, round_half_up_to_fen
from openfisca_china_personnel.months import month_number, number_of
from openfisca_china_personnel.unit_budget import year_of
from openfisca_china_personnel.vocabulary import Rank, Status

END_OF_1998 = month_number(1998, 12)


class entitled_to_purchase_subsidy(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "按月购房补贴 Entitled to the monthly purchase subsidy"


class standard_wage(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    unit = "CNY/month"
    label = "标准工资 Standard wage of the month (until 2004)"


class purchase_lump_sum(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY"
    label = "一次性购房补贴 Lump sum of the purchase subsidy paid in the month"


class purchase_subsidy_monthly(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "按月购房补贴额 Monthly part of the purchase subsidy"
    reference = ["厅字〔1999〕10号", "厅字〔2005〕8号 二(一)"]

    def formula_2005(person, period, parameters):
        # 厅字〔2005〕8号: flat amounts by rank, for ordinary workers by years of service.
        refuse_elsewhere(person, period, "purchase_subsidy")
        subsidy = parameters(period).purchase_subsidy
        entitled = _is_paid_monthly(person, period)
        ranks = person("rank", period)
        amount = by_rank(person, ranks, subsidy.monthly, entitled)
        ordinary = entitled & (ranks == Rank.ordinary_worker)
        if ordinary.any():
            service = person("months_of_service", period)
            seniority = subsidy.seniority
            amount = where(ordinary & (service >= seniority.first_years * 12), seniority.first_monthly, amount)
            amount = where(ordinary & (service >= seniority.second_years * 12), seniority.second_monthly, amount)
        return where(entitled, amount, 0.0)

    def formula_1999(person, period, parameters):
        # 厅字〔1999〕10号: a coefficient on the standard wage of the month.
        refuse_elsewhere(person, period, "purchase_subsidy")
        coefficient = parameters(period).purchase_subsidy.coefficient
        amount = round_half_up_to_fen(product_in_millionths(person("standard_wage", period), coefficient))
        return where(_is_paid_monthly(person, period), amount, 0.0)


class purchase_subsidy(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "购房补贴 Purchase subsidy: the monthly part and the lump sums paid in the month"
    reference = "财规〔2000〕48号"

    def formula_1999(person, period):
        lump_sum = where(person("on_roster", period), person("purchase_lump_sum", period), 0.0)
        return person("purchase_subsidy_monthly", period) + lump_sum


class purchase_subsidy_minimum(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY/month"
    label = "购房补贴（最低） Purchase subsidy: the least, where the amount of a rank is not known"

    def formula_1999(person, period):
        return person("purchase_subsidy", period)

    def formula_2005(person, period, parameters):
        amount = person("purchase_subsidy", period)
        if not isnan(amount).any():
            return amount
        monthly = parameters(period).purchase_subsidy.monthly
        least = min(monthly[rank] for rank in monthly)
        lump_sum = where(person("on_roster", period), person("purchase_lump_sum", period), 0.0)
        return where(isnan(amount), least + lump_sum, amount)


class purchase_subsidy_budget(Money):
    value_type = float
    entity = Unit
    definition_period = DateUnit.YEAR
    unit = "CNY/year"
    label = "2210203 购房补贴预算 Budget line: purchase subsidy"

    def formula(unit, period):
        return year_of(unit, "purchase_subsidy", period)


class standard_wage_of_1998(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.ETERNITY
    unit = "CNY/month"
    label = "1998年月均标准工资 Average monthly standard wage of 1998"


class months_worked_before_1999(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "1998年底前工作月数 Months worked before 1999"


class years_before_housing_fund(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "建立公积金前工龄 Years of service before the person's housing fund began"


class area_shortfall(Float64):
    value_type = float
    entity = Person
    definition_period = DateUnit.ETERNITY
    unit = "m2"
    label = "差额面积 Standard area less the area of the home, square metres with two decimals"


class area_step(Float64):
    value_type = float
    entity = Person
    definition_period = DateUnit.ETERNITY
    unit = "m2"
    label = "级差面积 New standard area less the old one after a promotion, square metres with two decimals"


class rank_at_end_of_1998(Variable):
    value_type = Enum
    possible_values = Rank
    default_value = Rank.unspecified
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "1998年底职级 Rank at the end of 1998; the rank of the month unless given"

    def formula(person, period):
        return person("rank", period)


class purchase_area_standard(Float64):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "m2"
    label = "购房补贴建筑面积标准 Standard building area of the rank"
    reference = "国管房改字〔2000〕36号"

    def formula_1999(person, period, parameters):
        subsidy = parameters(period).purchase_subsidy
        return _standard_area(person, subsidy, person("rank", period), person("months_of_service", period))


class lump_sum_without_home(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY"
    label = "无房老职工一次性补贴 Lump sum for people without a home who worked before 1999"
    reference = "厅字〔1999〕10号"

    def formula_1999(person, period, parameters):
        refuse_elsewhere(person, period, "lump_sum_without_home")
        subsidy = parameters(period).purchase_subsidy
        # The standard area is that of the rank and the service at the end of 1998.
        service = person("months_of_service", period) - (number_of(period) - END_OF_1998)
        area = _standard_area(person, subsidy, person("rank_at_end_of_1998", period), service)
        months = clip(person("months_worked_before_1999", period), 0, subsidy.lump_sum_month_limit)
        wage = product_in_millionths(person("standard_wage_of_1998", period), subsidy.coefficient)
        seniority = subsidy.seniority_per_square_metre_year * maximum(person("years_before_housing_fund", period), 0)
        return round_half_up_to_fen(wage * months + product_in_millionths(seniority, 1) * area)


class lump_sum_below_standard(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY"
    label = "未达标老职工一次性补贴 Lump sum for people whose home is below the standard area"
    reference = "厅字〔1999〕10号"

    def formula_1999(person, period, parameters):
        refuse_elsewhere(person, period, "lump_sum_below_standard")
        return _by_area(person, period, parameters, person("area_shortfall", period))


class lump_sum_after_promotion(Money):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    unit = "CNY"
    label = "级差补贴 Lump sum after a promotion that raises the standard area"
    reference = "厅字〔1999〕10号"

    def formula_1999(person, period, parameters):
        refuse_elsewhere(person, period, "lump_sum_after_promotion")
        return _by_area(person, period, parameters, person("area_step", period))


def _is_paid_monthly(person, period):
    active = person("status", period) == Status.active
    return person("on_roster", period) & active & person("entitled_to_purchase_subsidy", period)


def _standard_area(person, subsidy, ranks, months_of_service):
    area = by_rank(person, ranks, subsidy.area, person.filled_array(value=True))
    ordinary = ranks == Rank.ordinary_worker
    if not ordinary.any():
        return area
    long_service = months_of_service >= subsidy.area_seniority.years * 12
    return where(ordinary & long_service, subsidy.area_seniority.area, area)


def _by_area(person, period, parameters, area):
    subsidy = parameters(period).purchase_subsidy
    seniority = subsidy.seniority_per_square_metre_year * maximum(person("years_before_housing_fund", period), 0)
    return round_half_up_to_fen(product_in_millionths(subsidy.base_per_square_metre + seniority, maximum(area, 0)))
