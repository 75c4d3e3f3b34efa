"""What each cause may explain of a published line: heads, base a head and rate, as far as two years tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.decomposition.causes import (
    CAP_AND_FLOOR,
    HEADS,
    PAY,
    RANK_MIX,
    RATE,
    REST,
    YEARLY_CAUSES,
    Cause,
)
from openfisca_china_personnel.decomposition.product import BASE, Span, parts, ranges
from openfisca_china_personnel.decomposition.product import HEADS as OF_HEADS
from openfisca_china_personnel.decomposition.product import RATE as OF_RATE
from openfisca_china_personnel.decomposition.purchase import spans_of_purchase
from openfisca_china_personnel.inference.evidence import Evidence
from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.inference.result import Inference, Quantity
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, PURCHASE_SUBSIDY, RENT_SUBSIDY, Line
from openfisca_china_personnel.vocabulary import Location

Explained = dict[Cause, tuple[Fraction | None, Span]]
"""Yuan by cause: the amount at the plausible point, and the range."""

_ONE_POINT = Text(
    "“金额”取最可能的一组数值（缴费人数随提租补贴人数变动，公积金比例按法规默认比例）；区间是公布数、法规和上下限容许的全部。",
    "The amounts are those of the most plausible point (contributors move as the people paid a rent subsidy do, the "
    "fund's rate is the law's default); the ranges are all that the published figures, the law, caps and floors allow.",
)
_CAPS = Text(
    "“上下限”的金额按无人达到上下限计为 0，区间是上下限的变动最多能解释的部分，它同时在“工资”之内。",
    "The amount of cap and floor is 0, as where nobody is at either; its range is the most that their change could "
    "explain, which lies within pay too.",
)
_PURCHASE = Text(
    "购房补贴取决于享受人数、职级和逐年安排的一次性补贴，文件都没有写：金额列在“其他”，"
    "区间是部级以下标准和公布数所容许的全部。",
    "The purchase subsidy depends on who is entitled, on their ranks and on lump sums granted from year to year, of "
    "which the document tells nothing: the amount stands in the rest, and the ranges are all that the standards below "
    "ministers and the printed figures allow.",
)
_LOCAL = Text(
    "这些科目适用当地规定，未建模，增减无法分解。",
    "These lines follow local rules that are not modelled; their change cannot be split.",
)
_NO_HEADS = Text(
    "没有任何数字说明人数：人数和工资无法分开，两者之和已知。",
    "Nothing tells how many people there are: heads and pay cannot be told apart, only their sum is known.",
)
_SCHEMES = {PENSION: "pension", ANNUITY: "annuity", HOUSING_FUND: "housing_fund"}


@dataclass(frozen=True)
class Year:
    """One year of a document: its lines and what they imply."""

    evidence: Evidence
    inference: Inference
    location: Location

    @property
    def year(self) -> int:
        """The year."""
        return self.evidence.year

    def quantity(self, name: str) -> Quantity | None:
        """What the lines of the year imply for a quantity."""
        return self.inference.quantity(name, self.year)


def explained(line: Line, earlier: Year, later: Year, law: ParameterNode, code: str) -> tuple[Explained, list[Note]]:
    """The causes of a line that both years print, and what there is to say of them; empty for local rules."""
    if line in _SCHEMES:
        return _of_contributions(line, earlier, later, law, code)
    is_modelled = earlier.quantity("heads") is not None and later.quantity("heads") is not None
    if line is RENT_SUBSIDY and is_modelled:
        return _of_rent(earlier, later), []
    if line is PURCHASE_SUBSIDY and is_modelled:
        moved = _moved(line, earlier, later)
        spans = spans_of_purchase(_printed(line, earlier), _printed(line, later), law, (earlier.year, later.year))
        found = {cause: (moved if cause == REST else Fraction(0), span) for cause, span in spans.items()}
        return _all(found), [Note("purchase_subsidy_not_split", _PURCHASE, lines=(code,))]
    return {}, [Note("not_modelled", _LOCAL, lines=(code,))]


def _of_contributions(
    line: Line, earlier: Year, later: Year, law: ParameterNode, code: str
) -> tuple[Explained, list[Note]]:
    scheme = _SCHEMES[line]
    first, second = _printed(line, earlier), _printed(line, later)
    start, end = _value(line, earlier), _value(line, later)
    rate, likely_rate = _rates(line, earlier, later)
    base, likely_base = _bases(scheme, earlier, later)
    spans = ranges(first, second, base, rate)
    point = None
    if likely_rate is not None:
        known = likely_base is not None
        # Without heads the split of heads and base is open, and their sum is what the rate leaves.
        point = parts(start, end, likely_base or end / start / likely_rate, likely_rate) if known else None
    found: Explained = {
        HEADS: (None if point is None else point[OF_HEADS], spans[OF_HEADS]),
        PAY: (None if point is None else point[BASE], spans[BASE]),
        RATE: (_only(spans[OF_RATE]) if point is None else point[OF_RATE], spans[OF_RATE]),
    }
    notes = [Note("plausible_point", _ONE_POINT)] if point is not None else [Note("no_heads", _NO_HEADS, lines=(code,))]
    caps = _caps(scheme, earlier, later, law, (first, second, rate))
    if caps is not None:
        found[CAP_AND_FLOOR] = (Fraction(0), caps)
        notes.append(Note("cap_and_floor_within_pay", _CAPS))
    else:
        found[CAP_AND_FLOOR] = (Fraction(0) if point is not None else None, Span(None, None))
    return _all(found) if point is not None else found, notes


def _of_rent(earlier: Year, later: Year) -> Explained:
    """Heads × the standard of their ranks: the standards have not moved, so the average is the point."""
    before, after = earlier.quantity("heads"), later.quantity("heads")
    assert before is not None
    assert after is not None
    first, second = _printed(RENT_SUBSIDY, earlier), _printed(RENT_SUBSIDY, later)
    heads = _span(after.bounds).over(_span(before.bounds))
    one = Span.point(Fraction(1))
    # Two factors are three of which one does not move; the bounded one stands where the base does.
    spans = ranges(first, second, heads, one)
    start, end = _value(RENT_SUBSIDY, earlier), _value(RENT_SUBSIDY, later)
    return _all({HEADS: (end - start, spans[BASE]), RANK_MIX: (Fraction(0), spans[OF_HEADS])})


def _rates(line: Line, earlier: Year, later: Year) -> tuple[Span, Fraction | None]:
    """The later rate over the earlier one: its range and its point."""
    if line is HOUSING_FUND:
        before, after = earlier.quantity("housing_fund_rate"), later.quantity("housing_fund_rate")
        if before is None or after is None:
            return Span(None, None), None
        likely = None if not before.point or after.point is None else after.point / before.point
        return _span(after.bounds).over(_span(before.bounds)), likely
    found = []
    for each in (earlier, later):
        base = each.quantity(f"{_SCHEMES[line]}_base_year")
        if base is None or not base.point:
            return Span(None, None), None
        found.append(_value(line, each) / base.point)
    return Span.point(found[1] / found[0]), found[1] / found[0]


def _bases(scheme: str, earlier: Year, later: Year) -> tuple[Span, Fraction | None]:
    """The later base a head over the earlier one: its range and its point."""
    before, after = (each.quantity(f"{scheme}_base_head_month") for each in (earlier, later))
    if before is None or after is None:
        return Span(None, None), None
    likely = None if not before.point or after.point is None else after.point / before.point
    return _span(after.bounds).over(_span(before.bounds)), likely


def _caps(scheme: str, earlier: Year, later: Year, law: ParameterNode, printed: tuple[Span, Span, Span]) -> Span | None:
    """What the change of caps and floors alone could explain: everybody at the cap, or everybody at the floor."""
    first, second, rate = printed
    found = [Fraction(0)]
    for limit in ("base_cap", "base_floor"):
        path = f"{'housing_fund' if scheme == 'housing_fund' else 'pension'}.{limit}.{later.location.name}"
        ratio = _of_year(law, path, later.year), _of_year(law, path, earlier.year)
        if ratio[0] is None or ratio[1] is None:
            return None
        alone = ranges(first, second, Span.point(ratio[0] / ratio[1]), rate)[BASE]
        if alone.low is None or alone.high is None:
            return None
        found += [alone.low, alone.high]
    return Span(min(found), max(found))


def _of_year(law: ParameterNode, path: str, year: int) -> Fraction | None:
    """The average of a limit over the months of a year; ``None`` where a month is a gap."""
    try:
        found = [in_force(law, path, f"{year}-{month:02d}-01") for month in range(1, 13)]
    except KeyError:
        return None
    values = [each.value for each in found if each is not None and isinstance(each.value, (int, float))]
    return sum((Fraction(str(value)) for value in values), Fraction(0)) / 12 if len(values) == len(found) else None


def _only(span: Span) -> Fraction | None:
    return span.low if span.low == span.high else None


def _all(found: Mapping[Cause, tuple[Fraction | None, Span]]) -> Explained:
    """The causes that do not concern a line are nothing of it."""
    nothing = (Fraction(0), Span.point(Fraction(0)))
    return {cause: found.get(cause, nothing) for cause in YEARLY_CAUSES}


def _moved(line: Line, earlier: Year, later: Year) -> Fraction:
    return _value(line, later) - _value(line, earlier)


def _value(line: Line, of: Year) -> Fraction:
    found = of.evidence.line(line.key)
    assert found is not None
    return found.value


def _printed(line: Line, of: Year) -> Span:
    found = of.evidence.line(line.key)
    assert found is not None
    return _span(found.yuan)


def _span(interval: Interval) -> Span:
    # A bound of nothing is no bound of a ratio.
    return Span(interval.low or None, interval.high)
