"""The scenario template: a file that runs, with a remark on every kind of change."""

from __future__ import annotations

from openfisca_china_personnel.language import Language

_ZH = """\
# 情景文件：对名册设想的变动。井号后面是说明；删去不用的变动，改写其余的。
# 用法：personnel-budget simulate 名册.csv 情景.yaml
#
# 起：    新状态的第一个月，整月计算（如 2024-07）。也可以写 决定月：自次月起执行。
# 条件：  选出哪些人，如 {职级: 正处级, 单位: 甲}；不写人员状态即为在职人员。
# 人数：  整数；调资、纳入、指定不写人数即为全部符合条件的人。
# 每年:   是 表示多年测算时以后每年同月再来一次。
名称: 示例情景
年度: 2024            # 一个年度，或一段：2024-2028

变动:
  # 增加：新增人员，写法同名册的列
  - 增加: {单位: 示例单位, 人数: 10, 职级: 科员及以下, 月工资: 9000, 进入方式: 新参加工作, 起: 2024-07}
  # 减少：起 是没有他们的第一个月
  - 减少: {人数: 1, 条件: {职级: 科员及以下}, 起: 2024-10}
  # 退休：起 是退休后的第一个月
  - 退休: {人数: 1, 条件: {职级: 正处级}, 起: 2024-09}
  # 晋升：补贴当月变，缴存基数到下次核定才变
  - 晋升: {人数: 2, 条件: {职级: 科员及以下}, 新职级: 副科级, 决定月: 2024-04}
  # 调动：在名册的单位之间
  - 调动: {人数: 1, 条件: {单位: 示例下属单位}, 调入单位: 示例单位, 起: 2024-04}
  # 调资：百分比，或 金额（每人每月元）
  - 调资: {百分比: 5, 条件: {人员状态: 在职}, 起: 2024-01}
  # 纳入：开始缴存，如工资套改完成
  - 纳入: {险种: [养老保险], 条件: {参加养老保险: 否}, 按月购房补贴: 是, 起: 2024-07}
  # 指定：名册的一列改为另一个值
  - 指定: {公积金比例: 10%, 条件: {单位: 示例下属单位}, 起: 2024-07}
  # 参数调整：假设法规数值改变；止 是最后一个月，不写即到法规下一个数值生效之前，长期 即一直有效
  - 参数调整: {参数: housing_fund.rate.default, 数值: 0.10, 起: 2024-07, 止: 2025-06}

# 多年测算的假设，用时去掉井号
# 假设:
#   工资增长率: 4%              # 每年一月起；也可写 {下限: 3%, 上限: 5%}
#   社会平均工资增长率: 5%      # 尚未公布的基数上下限按此推算
#   到龄退休: 是                # 按名册的出生年月、性别
"""

_EN = """\
# A scenario: changes to a roster that you consider. Remarks follow the number sign; delete what you do not need.
# Use: personnel-budget simulate roster.csv scenario.yaml
#
# from:      the first month of the new state, the whole month counts (2024-07); or decided: in force the month after.
# where:     which people, such as {rank: division_head, unit: A}; active people unless status says otherwise.
# headcount: whole; without it raise, enrol and assign concern everybody who matches.
# yearly: yes repeats a change in the same month of every later year.
name: Example
year: 2024            # or years: 2024-2028

changes:
  # add: people who come, described by the roster's columns
  - add: {unit: Example unit, headcount: 10, rank: staff, monthly_salary: 9000, entry: first_job, from: 2024-07}
  # remove: from is the first month without them
  - remove: {headcount: 1, where: {rank: staff}, from: 2024-10}
  # retire: from is the first month in retirement
  - retire: {headcount: 1, where: {rank: division_head}, from: 2024-09}
  # promote: subsidies move at once, contribution bases at the next reset
  - promote: {headcount: 2, where: {rank: staff}, to: deputy_section_head, decided: 2024-04}
  # transfer: between units of the roster
  - transfer: {headcount: 1, where: {unit: Example subsidiary}, to_unit: Example unit, from: 2024-04}
  # raise: percent, or amount (yuan a month for each person)
  - raise: {percent: 5, where: {status: active}, from: 2024-01}
  # enrol: people begin to contribute, for instance after a pay regrading
  - enrol: {schemes: [pension], where: {contributes_pension: no}, purchase_subsidy: yes, from: 2024-07}
  # assign: a column of the roster takes another value
  - assign: {housing_fund_rate: 10%, where: {unit: Example subsidiary}, from: 2024-07}
  # set: a value of law changes; until is the last month, without it the law's next value ends it, forever never
  - set: {parameter: housing_fund.rate.default, value: 0.10, from: 2024-07, until: 2025-06}

# Assumptions for several years; take the number signs away to use them.
# assumptions:
#   wage_growth: 4%             # each January; or {low: 3%, high: 5%}
#   average_wage_growth: 5%     # moves caps and floors that nobody has published yet
#   retirement_by_age: yes      # by the roster's birth months and sex
"""


def scenario_text(language: Language) -> str:
    """The template's text. It reads as a scenario, and its people are those of the roster template."""
    return _ZH if language == "zh" else _EN
