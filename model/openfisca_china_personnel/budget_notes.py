"""What a computed budget rests on: the blanks that were filled, the values that are uncertain, the gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.ledger import ONLY_CENTRAL, Ledger
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.notes import Grade, Note
from openfisca_china_personnel.open_law import Gap, gaps
from openfisca_china_personnel.provisions import Provision, in_force
from openfisca_china_personnel.staffing import SERVICE_NOT_KNOWN, Mask, Staffing
from openfisca_china_personnel.subjects import (
    ANNUITY,
    HOUSING_FUND,
    LINES,
    PENSION,
    PURCHASE_SUBSIDY,
    RENT_SUBSIDY,
    Line,
    functional_code,
)
from openfisca_china_personnel.vocabulary import PROFESSIONALS, BaseRule, Entry, Location, Rank

_Uses = dict[tuple[Provision, Grade | None], tuple[set[str], set[str]]]

RISING_WITH_SERVICE = (Rank.staff, Rank.middle_worker, Rank.junior_worker, Rank.ordinary_worker)


def notes_of(
    people: Staffing, ledger: Ledger, parameters: ParameterNode, base_rules: NDArray[Any]
) -> tuple[Note, ...]:
    """Every note of a computed budget, the roster's blanks first, the law's uncertainties after them."""
    codes = {line: functional_code(parameters, line, ledger.year) for line in LINES}
    return (
        *_notes_on_rows(people, codes, parameters, base_rules),
        *_notes_on_places(people, codes),
        *_notes_on_gaps(people, ledger, codes, parameters),
        *_notes_on_values(ledger, codes, parameters),
        *_notes_on_lines(people, ledger, codes, base_rules),
    )


def _notes_on_rows(
    people: Staffing, codes: dict[Line, str], parameters: ParameterNode, base_rules: NDArray[Any]
) -> Iterator[Note]:
    counted = people.is_in_year
    central = people.location == Location.central_beijing.index
    fund = counted & people.is_active & people.contributes_housing_fund
    pension = counted & people.is_active & people.contributes_pension
    expected = base_rules[people.unit] == BaseRule.expected.index
    contributions = tuple(codes[line] for line in (PENSION, ANNUITY, HOUSING_FUND))

    on_salary = (fund & numpy.isnan(people.stated_housing_fund_base) & ~expected) | (
        pension & numpy.isnan(people.stated_pension_base)
    )
    has_salary = people.monthly_salary > 0
    yield from _on_rows(
        "prior_year_salary_assumed",
        people,
        on_salary & has_salary & people.prior_year_salary_is_blank,
        contributions,
        Text(
            "未填上年月均工资，以月工资代替上年月均工资作为缴存（缴费）基数。",
            "Last year's monthly average is blank; the month's wage stands in for it as the contribution base.",
        ),
    )
    july_fund = _resets_after_january(people, parameters, "housing_fund")
    july_pension = _resets_after_january(people, parameters, "pension")
    one_base = (fund & july_fund & ~expected & numpy.isnan(people.stated_housing_fund_base_until_june)) | (
        pension & july_pension & numpy.isnan(people.stated_pension_base_until_june)
    )
    yield from _on_rows(
        "one_base_all_year",
        people,
        one_base,
        contributions,
        Text(
            "未填上半年基数，一月至调整月之前沿用同一基数。",
            "No base until June is given; the one base serves the months before the yearly reset as well.",
        ),
    )
    unused = (fund & ~july_fund & ~numpy.isnan(people.stated_housing_fund_base_until_june)) | (
        pension & ~july_pension & ~numpy.isnan(people.stated_pension_base_until_june)
    )
    yield from _on_rows(
        "until_june_base_unused",
        people,
        unused,
        contributions,
        Text(
            "当年基数在一月调整，填写的上半年基数未使用。",
            "The base was reset in January of that year; the base until June is not used.",
        ),
    )
    yield from _on_rows(
        "expected_salary_blank",
        people,
        fund & expected & people.salary_is_blank & numpy.isnan(people.stated_housing_fund_base),
        (codes[HOUSING_FUND],),
        Text(
            "按预计工资口径计算，月工资空白，以上年月均工资代替。",
            "Budgeted on expected wages; the month's wage is blank and last year's stands in for it.",
        ),
    )
    rate = in_force(parameters, "housing_fund.rate.default", f"{people.year}-12-31")
    yield from _on_rows(
        "default_rate",
        people,
        fund & ~people.rate_is_stated,
        (codes[HOUSING_FUND],),
        Text(
            "未填公积金比例，按 {rate} 计算；区间为法定最低至最高比例。",
            "No housing-fund rate is stated; computed at {rate}, the range spans the lowest to the highest legal rate.",
        ).format(rate=_shown(rate.value if rate else None, "/1")),
    )
    entered = (people.entry != Entry.standing.index) & (people.entry_month >= month_number(people.year, 1))
    yield from _on_rows(
        "entry_wage",
        people,
        (fund | pension) & entered,
        contributions,
        Text(
            "新参加工作或调入：以进入当月工资为基数，直至有过工资的日历年度之后的首次调整。",
            "First job or transfer: the wage of the entry month is the base until the first reset that follows a "
            "calendar year with wages.",
        ),
        grade="C",
    )
    never_started = entered & (people.entry_month == month_number(people.year, 1))
    yield from _on_rows(
        "entry_in_january",
        people,
        counted & never_started & (people.start == month_number(people.year, 1)),
        contributions,
        Text("进入月为当年一月（填写的，或因未填起始月）。", "The entry month is January, as stated or as no start month is given."),
    )
    service_matters = central & counted & numpy.isin(people.rank, [rank.index for rank in RISING_WITH_SERVICE])
    yield from _on_rows(
        "service_not_known",
        people,
        service_matters & (people.work_start == SERVICE_NOT_KNOWN),
        (codes[RENT_SUBSIDY],),
        Text(
            "未填参加工作时间，按工龄不足计算；区间上限含较高标准。",
            "The start of the working life is blank; computed as short service, the range reaches to the higher standard.",
        ),
    )
    yield from _on_rows(
        "average_rent_subsidy",
        people,
        central & counted & (people.rank == Rank.unspecified.index),
        (codes[RENT_SUBSIDY],),
        Text(
            "职级未注明，提租补贴按人均标准计算；区间为各职级标准的最低至最高。",
            "The rank is not stated; rent subsidy at the average, the range spans the standards of the ranks.",
        ),
    )
    yield from _on_rows(
        "average_rent_subsidy_of_professionals",
        people,
        central & counted & numpy.isin(people.rank, [rank.index for rank in PROFESSIONALS]),
        (codes[RENT_SUBSIDY],),
        Text(
            "专业技术职务没有可查的提租补贴标准，按人均标准计算。",
            "No rent-subsidy standard of professional ranks was found; computed at the average.",
        ),
        grade="C",
    )
    lump = counted & (people.lump_sum > 0)
    off_roster = lump & ((people.lump_sum_month < people.start) | (people.lump_sum_month > people.end))
    yield from _on_rows(
        "lump_sum_not_counted",
        people,
        off_roster,
        (codes[PURCHASE_SUBSIDY],),
        Text(
            "一次性购房补贴的发放月份不在册，未计入。",
            "The lump sum falls in a month in which the row is not on the roster; it is not counted.",
        ),
    )
    yield from _on_rows(
        "not_in_year",
        people,
        ~counted & (people.headcount > 0),
        (),
        Text("本行在预算年度内不在册，未计入。", "The row is not on the roster in the budget year; it is not counted."),
    )


def _notes_on_places(people: Staffing, codes: dict[Line, str]) -> Iterator[Note]:
    counted = people.is_in_year
    elsewhere = counted & (people.location != Location.central_beijing.index)
    yield from _on_rows(
        "not_modelled",
        people,
        elsewhere,
        tuple(codes[line] for line in ONLY_CENTRAL),
        Text(
            "所在地不是在京中央：提租补贴和购房补贴适用当地规定，未建模，金额为空。",
            "Not a central unit in Beijing: local rules apply to rent and purchase subsidy; not modelled, no amount.",
        ),
    )
    other = counted & people.is_active & (people.location == Location.other.index)
    yield from _on_rows(
        "no_limits_elsewhere",
        people,
        other,
        tuple(codes[line] for line in (PENSION, ANNUITY, HOUSING_FUND)),
        Text(
            "所在地为其他：没有当地基数上下限的数据，按全国比例、不设上下限计算，并假定七月调整基数。",
            "Located elsewhere: no local cap and floor are known; computed at the national rates without limits, "
            "a reset in July is assumed.",
        ),
        grade="C",
    )


def _notes_on_gaps(
    people: Staffing, ledger: Ledger, codes: dict[Line, str], parameters: ParameterNode
) -> Iterator[Note]:
    present = {int(code) for code in numpy.unique(people.location[people.is_in_year])}
    for location in Location:
        if location.index not in present:
            continue
        for gap in gaps(parameters, ledger.year, location):
            line = HOUSING_FUND if gap.path.startswith("housing_fund") else PENSION
            lines = (HOUSING_FUND,) if line is HOUSING_FUND else (PENSION, ANNUITY)
            months = tuple(
                f"{ledger.year}-{month:02d}"
                for month in range(1, 13)
                if gap.first_day <= f"{ledger.year}-{month:02d}-01" <= gap.last_day
            )
            if not any(months_read for months_read in _months_reading(ledger, line, gap.path)):
                continue
            rows = sorted(ledger.unknown_rows.get(line, ()))
            yield Note(
                "gap_in_law",
                _gap_text(gap, parameters),
                lines=tuple(codes[each] for each in lines),
                rows=tuple(rows),
                months=months,
                grade="C",
            )
    unknown = sorted(ledger.unknown_rows.get(PURCHASE_SUBSIDY, ()))
    if unknown:
        yield Note(
            "purchase_amount_not_known",
            Text(
                "该职级按月购房补贴的数额没有可查的依据，金额为空，下限按最低定额计。",
                "No source gives the monthly purchase subsidy of the rank; no amount, the lower bound counts the lowest.",
            ),
            lines=(codes[PURCHASE_SUBSIDY],),
            rows=tuple(unknown),
            grade="C",
        )


def _months_reading(ledger: Ledger, line: Line, path: str) -> Iterator[set[str]]:
    """The months in which a line reached for a value of the law near ``path`` (a gap itself leaves no reading)."""
    scheme = path.split(".")[0]
    for (read, _), months in ledger.rests_on[line].items():
        if read.startswith(f"{scheme}."):
            yield months


def _gap_text(gap: Gap, parameters: ParameterNode) -> Text:
    provision = in_force(parameters, gap.path, gap.first_day)
    label = provision.label if provision else _label(parameters, gap.path)
    before = gap.before if gap.before is not None else Text("无", "none")
    after = gap.after if gap.after is not None else Text("无", "none")
    if gap.is_bounded:
        text = Text(
            "法规数据缺口：{label}（{path}）在这些月份没有可查的数值；按前后已知数值（{before}；{after}）得出区间，"
            "两者结果相同的给出金额，不同的金额为空。",
            "Gap in the law file: no value of {label} ({path}) is known for these months; the range comes from the "
            "known values before and after ({before}; {after}), an amount is given where both agree.",
        )
    else:
        text = Text(
            "法规数据缺口：{label}（{path}）在这些月份没有可查的数值，且只有一侧有已知数值（之前：{before}；之后：{after}），"
            "以此为准的金额为空。",
            "Gap in the law file: no value of {label} ({path}) is known for these months and there is a known one on "
            "one side only (before: {before}; after: {after}); what rests on it has no amount.",
        )
    return text.format(label=label, path=gap.path, before=before, after=after)


def _notes_on_values(ledger: Ledger, codes: dict[Line, str], parameters: ParameterNode) -> Iterator[Note]:
    uncertain: _Uses = defaultdict(lambda: (set(), set()))
    carried: _Uses = defaultdict(lambda: (set(), set()))
    for line, readings in ledger.rests_on.items():
        for (path, _), months in readings.items():
            for month in months:
                provision = in_force(parameters, path, f"{month}-01")
                if provision is None or provision.value is None:
                    continue
                grade = provision.grade_at(f"{month}-01")
                if grade != "A":
                    _use(uncertain, (provision, grade), codes[line], month)
                if provision.is_carried_forward_at(f"{month}-01"):
                    _use(carried, (provision, None), codes[line], month)
    yield from _on_provisions(
        "uncertain_value",
        uncertain,
        Text(
            "依据的数值为 {grade} 级（未见原文或不确定）：{label} = {value}（自 {start}）。",
            "Rests on a value of grade {grade}: {label} = {value} (from {start}).",
        ),
    )
    yield from _on_provisions(
        "carried_forward",
        carried,
        Text(
            "沿用最近已知数值：{label} = {value}（自 {start}，已知至 {until}）。",
            "The last known value is carried forward: {label} = {value} (from {start}, known until {until}).",
        ),
    )


def _use(uses: _Uses, key: tuple[Provision, Grade | None], code: str, month: str) -> None:
    codes, months = uses[key]
    codes.add(code)
    months.add(month)


def _notes_on_lines(
    people: Staffing, ledger: Ledger, codes: dict[Line, str], base_rules: NDArray[Any]
) -> Iterator[Note]:
    central = people.is_in_year & (people.location == Location.central_beijing.index)
    if central.any():
        yield Note(
            "purchase_subsidy_open_above",
            Text(
                "一次性购房补贴由单位按预算逐年安排，只计入名册填写的部分，因此该科目没有上限。",
                "Lump sums of the purchase subsidy are paid as the yearly budget allows; only those the roster states "
                "are counted, so the line has no upper bound.",
            ),
            lines=(codes[PURCHASE_SUBSIDY],),
        )
    if (base_rules == BaseRule.expected.index).any():
        yield Note(
            "expected_base_rule",
            Text(
                "住房公积金按预算年度预计工资计算（2007年预算编制说明）；以后年度是否沿用未能核实。",
                "The housing fund rests on the wages expected in the budget year (budgeting note of 2007); whether "
                "later years still do so was not confirmed.",
            ),
            lines=(codes[HOUSING_FUND],),
            grade="C",
        )
    retired = central & ~people.is_active
    if retired.any():
        yield Note(
            "economic_class_of_retired",
            Text(
                "离退休人员的提租补贴和购房补贴列入经济分类303类，款级科目未能核实。",
                "Rent and purchase subsidy of retired people stand in economic class 303; the item below was not confirmed.",
            ),
            lines=tuple(codes[line] for line in ONLY_CENTRAL),
            grade="C",
        )


def _on_rows(
    code: str, people: Staffing, mask: Mask, lines: tuple[str, ...], text: Text, grade: Grade | None = None
) -> Iterator[Note]:
    if mask.any():
        rows = tuple(int(row) for row in numpy.unique(people.row[mask]))
        yield Note(code, text, lines=lines, rows=rows, grade=grade)


def _on_provisions(code: str, uses: _Uses, text: Text) -> Iterator[Note]:
    for provision, grade in sorted(uses, key=lambda use: (use[0].path, use[0].start)):
        lines, months = uses[provision, grade]
        yield Note(
            code,
            text.format(
                grade=grade,
                label=provision.label,
                value=_shown(provision.value, provision.unit),
                start=provision.start,
                until=provision.known_until,
            ),
            lines=tuple(sorted(lines)),
            months=tuple(sorted(months)),
            grade=grade,
        )


def _resets_after_january(people: Staffing, parameters: ParameterNode, scheme: str) -> Mask:
    """Rows at whose location the base is not yet last year's in January (a gap counts as such)."""
    late = numpy.zeros(people.size, dtype=numpy.bool_)
    for location in Location:
        provision = in_force(parameters, f"{scheme}.reset_month.{location.name}", f"{people.year}-01-01")
        if provision is None or provision.value != 1:
            late |= people.location == location.index
    return late


def _label(parameters: ParameterNode, path: str) -> Text:
    node: Any = parameters
    for key in path.split("."):
        node = node.children[key]
    return Text(node.metadata.get("label", path), node.description or path)


def _shown(value: Any, unit: str) -> str:
    if isinstance(value, (int, float)) and unit == "/1":
        return f"{value * 100:g}%"
    return f"{value:g}" if isinstance(value, float) else str(value)
