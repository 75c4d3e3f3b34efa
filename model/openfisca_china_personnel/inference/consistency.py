"""What cannot be under one base or one headcount, said plainly."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction

from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.prose import read_statements
from openfisca_china_personnel.inference.evidence import Evidence, Line
from openfisca_china_personnel.inference.feasible_set import base
from openfisca_china_personnel.inference.fund_rate import legal_rates
from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.inference.law_of_year import YearLaw
from openfisca_china_personnel.inference.numerals import percent, shown
from openfisca_china_personnel.inference.program import Program, Row
from openfisca_china_personnel.inference.result import Conflict
from openfisca_china_personnel.inference.rounding import greatest_excess, greatest_lag, half_fen_each
from openfisca_china_personnel.inference.statements import in_words
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.subjects import LINES

_MORE_HEADS = re.compile(r"人数|人员(?:增加|减少|变动|增减|调入|调出)|新增人员|(?:增|减)(?:加|少)?人员")

_DO_NOT_MEET = Text(
    "养老保险 {pension} 万元 ÷ {pension_rate}% = {pension_base} 万元，职业年金 {annuity} 万元 ÷ {annuity_rate}% = "
    "{annuity_base} 万元，两个基数区间不相交。逐人逐月取整到分，即使每笔各差半分也要 {naive} 人月"
    "（{naive_heads} 人全年）才能解释，两笔同出一个基数时要 {joint} 人月（{joint_heads} 人全年）。"
    "与养老保险相符的职业年金是 {annuity_due} 万元，与职业年金相符的养老保险是 {pension_due} 万元",
    "pension {pension} ÷ {pension_rate} % = {pension_base} and annuity {annuity} ÷ {annuity_rate} % = {annuity_base} "
    "(10,000 yuan): the two bases do not meet. Rounding to the fen person by person would explain it only with {naive} "
    "person-months ({naive_heads} heads all year) half a fen off on either line, and with {joint} "
    "({joint_heads} heads) as both amounts follow from one base. An annuity of {annuity_due} would fit the pension, a "
    "pension of {pension_due} the annuity",
)
_CANNOT = Text(
    "{gap}；而缴费人月最多 {most}（{most_heads} 人全年）。两项不可能出自同一缴费基数。",
    "{gap}; there can be no more than {most} ({most_heads} heads). The two lines cannot rest on one base.",
)
_CAN = Text("{gap}；人数不能排除这一点。", "{gap}; nothing that is known rules that out.")
_FUND_ON_PENSION = Text(
    "如果住房公积金与养老保险同一基数，缴存比例须为 {rate}%（{low}%–{high}%），{than}法定的 {limit}%："
    "两项不可能是同一基数。",
    "If the housing fund rested on the pension's base its rate would have to be {rate} % ({low}–{high} %), {than} the "
    "legal {limit} %: the two cannot rest on one base.",
)
_GROWTH = Text(
    "文件以人数变化解释 {explained} 的变动；各科目的增幅却是 {growths}：同一人数变化不能同时解释它们。",
    "The document explains the change of {explained} by its number of people; yet the lines grow by {growths}: one "
    "change of headcount cannot explain them all.",
)
_CONTRADICT = Text(
    "以下各项不能同时成立：{all}。去掉其中任何一项，其余可以同时成立。",
    "These cannot all be true: {all}. Without any one of them the others can.",
)
_ABOVE, _BELOW = Text("高于", "above"), Text("低于", "below")


def pair_on_one_base(
    evidence: Evidence, law: YearLaw, most_payers: Fraction | None
) -> tuple[tuple[Conflict, ...], tuple[Note, ...]]:
    """Whether pension and annuity can rest on one base; what it would take where their intervals do not meet.

    ``most_payers`` are the most person-months that can contribute, ``None`` where nothing bounds them.
    """
    pension, annuity = evidence.line("pension"), evidence.line("annuity")
    rates = {(each.law.pension_rate, each.law.annuity_rate) for each in law.stretches}
    if pension is None or annuity is None or len(rates) != 1:
        return (), ()
    of_pension, of_annuity = rates.pop()
    if of_pension is None or of_annuity is None:
        return (), ()
    bases = pension.yuan.times(1 / of_pension), annuity.yuan.times(1 / of_annuity)
    if not bases[0].meet(bases[1]).is_empty:
        return (), ()
    naive, joint = needed_person_months(pension.yuan, annuity.yuan, of_pension, of_annuity)
    gap = _DO_NOT_MEET.format(
        pension=_in_wan(pension.value, 2),
        annuity=_in_wan(annuity.value, 2),
        pension_rate=percent(of_pension, 0),
        annuity_rate=percent(of_annuity, 0),
        pension_base=_span(bases[0]),
        annuity_base=_span(bases[1]),
        annuity_due=_in_wan(pension.value * of_annuity / of_pension, 4),
        pension_due=_in_wan(annuity.value * of_pension / of_annuity, 4),
        naive=f"{naive:,}",
        naive_heads=_heads(naive),
        joint=f"{joint:,}",
        joint_heads=_heads(joint),
    )
    if most_payers is None or joint <= most_payers:
        return (), (Note("pension_and_annuity_apart", _CAN.format(gap=gap), lines=(pension.code, annuity.code)),)
    most = math.floor(most_payers)
    text = _CANNOT.format(gap=gap, most=f"{most:,}", most_heads=_heads(most))
    between = tuple(in_words(s, evidence) for s in ("line:pension", "line:annuity", "law:one_base"))
    return (Conflict(between, text, evidence.year, evidence.unit),), ()


def needed_person_months(
    pension: Interval, annuity: Interval, pension_rate: Fraction, annuity_rate: Fraction
) -> tuple[int, int]:
    """The fewest rounded person-months that can part two lines on one base as far as these are (yuan).

    First with half a fen on each line whatever the other does, then with both errors following from one base. Zero
    where the lines need no rounding to meet.
    """
    ratio = pension_rate / annuity_rate
    apart = pension - annuity.times(ratio)
    assert apart.low is not None
    assert apart.high is not None
    if apart.low > 0:
        gap, most = apart.low, greatest_excess(pension_rate, annuity_rate)
    elif apart.high < 0:
        gap, most = -apart.high, greatest_lag(pension_rate, annuity_rate)
    else:
        return 0, 0
    return math.ceil(gap / half_fen_each(pension_rate, annuity_rate)), math.ceil(gap / most)


def fund_on_pension_base(evidence: Evidence, law: YearLaw, program: Program) -> tuple[Conflict, ...]:
    """A conflict where the fund on the pension's base would need a rate that the law does not allow.

    Proved with rounding and everything else: nothing in the program has one base for both.
    """
    fund, legal = evidence.line("housing_fund"), legal_rates(law)
    if fund is None or legal is None or not {"pension_base_0", "fund_base_0"} <= set(program.variables):
        return ()
    pension_base = Interval(*program.range(base(law, "pension")))
    if not pension_base.low:
        return ()
    terms = {**base(law, "fund"), **dict.fromkeys(base(law, "pension"), Fraction(-1))}
    if not program.having(Row("same base", tuple(terms.items()), Fraction(0), Fraction(0))).is_empty():
        return ()
    needed = fund.yuan.over(pension_base)
    if needed.low is None or needed.high is None:
        return ()
    if needed.low > legal[1]:
        than, limit = _ABOVE, legal[1]
    elif needed.high < legal[0]:
        than, limit = _BELOW, legal[0]
    else:
        return ()
    middle = pension_base.middle
    assert middle is not None
    text = _FUND_ON_PENSION.format(
        rate=percent(fund.value / middle, 1),
        low=percent(needed.low, 2),
        high=percent(needed.high, 2),
        than=than,
        limit=percent(limit, 0),
    )
    same = Text("住房公积金与养老保险同一基数", "housing fund and pension rest on one base")
    between = (in_words("line:housing_fund", evidence), in_words("line:pension", evidence), same)
    return (Conflict(between, text, evidence.year, evidence.unit),)


def causes(document: Document) -> dict[str, str]:
    """The cause that the prose gives for the change of each line from the year before, by subject code."""
    found: dict[str, str] = {}
    for statement in read_statements(document.prose, document):
        if statement.code is not None and statement.cause and statement.against in (None, "prior_year"):
            found.setdefault(statement.code, statement.cause)
    return found


def growth_by_heads(prior: Evidence, current: Evidence, cause_of: Mapping[str, str]) -> tuple[Conflict, ...]:
    """A conflict where one change of headcount is given as the cause and the lines that rest on heads grow apart."""
    pairs: list[tuple[Line, Line]] = []
    for line in LINES:
        before, now = prior.line(line.key), current.line(line.key)
        if before is not None and now is not None:
            pairs.append((before, now))
    explained = [now.code for _, now in pairs if _MORE_HEADS.search(cause_of.get(now.code, ""))]
    growths = [growth(before, now) for before, now in pairs]
    common = Interval(None, None)
    for each in growths:
        common = common.meet(each)
    if not explained or not common.is_empty:
        return ()
    by_growth: dict[str, list[str]] = {}
    for before, now in pairs:
        by_growth.setdefault(percent(now.value / before.value - 1, 1), []).append(now.code)
    zh = "、".join(f"{percent}%（{'、'.join(codes)}）" for percent, codes in by_growth.items())
    en = ", ".join(f"{percent} % ({', '.join(codes)})" for percent, codes in by_growth.items())
    text = _GROWTH.format(explained=Text("、".join(explained), ", ".join(explained)), growths=Text(zh, en))
    between = tuple(
        Text("{code} 增 {percent}%", "{code} +{percent} %").format(
            code=now.code, percent=percent(now.value / before.value - 1, 1)
        )
        for before, now in pairs
    )
    return (Conflict(between, text, current.year, current.unit),)


def growth(before: Line, now: Line) -> Interval:
    """The growth of a line as a fraction, whatever both printed figures stand for."""
    return now.yuan.over(before.yuan) - Interval.point(1)


def in_general(group: tuple[str, ...], evidence: Evidence) -> Conflict:
    """A contradiction as a sentence that lists its statements."""
    words = tuple(in_words(statement, evidence) for statement in group)
    listed = Text("；".join(each.zh for each in words), "; ".join(each.en for each in words))
    return Conflict(words, _CONTRADICT.format(all=listed), evidence.year, evidence.unit)


def _in_wan(yuan: Fraction, decimals: int) -> str:
    return shown(yuan / 10_000, decimals)


def _span(bounds: Interval) -> str:
    assert bounds.low is not None
    assert bounds.high is not None
    return f"{_in_wan(bounds.low, 4)}–{_in_wan(bounds.high, 4)}"


def _heads(person_months: int) -> str:
    return shown(Fraction(person_months, 12), 1)
