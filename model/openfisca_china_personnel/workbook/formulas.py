"""The arithmetic of the model once more, as formulas of a spreadsheet.

A spreadsheet calculates in float64, as the model does, so the same rule keeps it exact: amounts are whole fen, rates
whole hundredths of a percent, headcounts whole millionths, and every product of two of them is a whole number below
2⁵³. What a cell holds as 0.12 or 29791.67 becomes such a whole number by ``ROUND(x*10000,0)`` or ``ROUND(x*100,0)``
before anything is multiplied, so no binary fraction ever decides a half.

``ROUND`` of a quotient is then half up as the law orders it. Let n be a whole number and d a power of ten; n/d is
rounded once, to the nearest double.

* A tie, n/d = k + ½, is itself a double (k < 2⁵²) and ROUND takes it away from zero, which is up: nothing is negative.
* Elsewhere n/d is at least 1/d away from every tie. The fund divides a base (≤ 10⁹ fen) × rate (≤ 10⁴) by 10⁶: the
  quotient is ≤ 10⁷, its neighbouring doubles are 2·10⁻⁹ apart and the tie is 10⁻⁶ away. Pension and annuity divide by
  10⁴: quotient ≤ 10⁹, 10⁻⁷ apart, tie 10⁻⁴ away. Amount × part of a head divides by 10⁶: for amounts up to 10⁸ fen
  (a million yuan a person) quotient ≤ 10⁸, 10⁻⁸ apart, tie 10⁻⁶ away; that is also within the fifteen decimal digits
  that Excel rounds by.

Every function here takes and gives pieces of a formula without the sign of equality; ``of`` names say the unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openfisca_china_personnel.money import FEN_PER_YUAN, HEADCOUNT_STEPS, RATE_STEPS

_MILLIONTHS_OF_A_YUAN = FEN_PER_YUAN * RATE_STEPS


def fen(yuan: str) -> str:
    """Whole fen of an amount in yuan."""
    return f"ROUND({yuan}*{FEN_PER_YUAN},0)"


def steps(rate: str) -> str:
    """A rate in whole hundredths of a percent."""
    return f"ROUND({rate}*{RATE_STEPS},0)"


def first_known(stated: str, otherwise: str) -> str:
    """What a cell states, and where it is blank something else."""
    return f'IF({stated}="",{otherwise},{stated})'


def number_or(cell: str, otherwise: str) -> str:
    """A cell's number, and where it holds none (a gap of the law) something else."""
    return f"IF(ISNUMBER({cell}),{cell},{otherwise})"


def within_limits(base_fen: str, floor: str | None, cap: str | None) -> str:
    """A base in fen between floor and cap in yuan; zero is never lifted. ``None`` is no limit."""
    limited = base_fen
    if floor is not None:
        limited = f"MAX({limited},{fen(floor)})"
    if cap is not None:
        limited = f"MIN({limited},{fen(cap)})"
    return limited if floor is None else f"({base_fen}>0)*{limited}"


def fund_fen(base_fen: str, rate_steps: str) -> str:
    """One person's fund in fen: whole yuan, half up."""
    return f"{FEN_PER_YUAN}*ROUND({base_fen}*{rate_steps}/{_MILLIONTHS_OF_A_YUAN},0)"


def share_fen(base_fen: str, rate_steps: str) -> str:
    """One person's pension or annuity in fen, half up."""
    return f"ROUND({base_fen}*{rate_steps}/{RATE_STEPS},0)"


def whole_heads(headcount: str) -> str:
    """The whole people of a headcount."""
    return f"INT(ROUND({headcount}*{HEADCOUNT_STEPS},0)/{HEADCOUNT_STEPS})"


def part_of_a_head(headcount: str, whole: str) -> str:
    """The rest of a headcount in millionths of a head."""
    return f"ROUND({headcount}*{HEADCOUNT_STEPS},0)-{whole}*{HEADCOUNT_STEPS}"


def times_heads(amount_fen: str, whole: str, part: str) -> str:
    """The fen of one person × the headcount, half up to the fen; ``whole`` and ``part`` are its two cells."""
    return f"({amount_fen})*{whole}+ROUND(({amount_fen})*{part}/{HEADCOUNT_STEPS},0)"


def in_months(month: str, first: str, last: str, then: str) -> str:
    """Something in the months from ``first`` to ``last``, nothing outside; blank months are none at all."""
    return f"IF(AND({month}>={first},{month}<={last}),{then},0)"


def if_anybody(headcount: str, then: str) -> str:
    """Something where there are people, nothing where there is nobody."""
    return f"IF({headcount}>0,{then},0)"


def agreed(ways: Sequence[str], word: str) -> str:
    """What all ways of calculating have in common, and the ``word`` for what is not known where they differ."""
    first, *others = ways
    if not others:
        return first
    same = ",".join(f"{first}={other}" for other in others)
    return f'IF(AND({same}),{first},"{word}")'


def if_known(cells: str, then: str, words: Sequence[str]) -> str:
    """Something, unless a cell holds one of the words for what has no amount: then the first such word."""
    return _unless([(f'COUNTIF({cells},"{word}")', word) for word in words], then)


def if_known_where(cells: str, conditions: str, then: str, words: Sequence[str]) -> str:
    """The same for those cells that meet ``conditions``: ranges and values as ``SUMIFS`` takes them."""
    return _unless([(f'COUNTIFS({cells},"{word}",{conditions})', word) for word in words], then)


def _unless(counts: Sequence[tuple[str, str]], then: str) -> str:
    for count, word in reversed(counts):
        then = f'IF({count}>0,"{word}",{then})'
    return then


def yuan(fen_or_word: str) -> str:
    """A cell in fen as yuan; a word stays."""
    return f"IF(ISNUMBER({fen_or_word}),{in_yuan(fen_or_word)},{fen_or_word})"


def in_yuan(amount_fen: str) -> str:
    """Fen as yuan."""
    return f"{amount_fen}/{FEN_PER_YUAN}"


def difference(after: str, before: str, word: str) -> str:
    """Yuan less yuan, to the fen, and a ``word`` where one of the two is no number."""
    return f'IF(AND(ISNUMBER({after}),ISNUMBER({before})),ROUND({after}-{before},2),"{word}")'


@dataclass(frozen=True)
class Printed:
    """A printed figure: the cells of its amount and of half its last place, in yuan."""

    amount: str
    half: str


def verdict(printed: Printed, expected: str, low: str, high: str, words: Mapping[str, str]) -> str:
    """Where a printed figure, an interval of half its last place either way, lies; all cells in yuan.

    ``words`` are the verdicts by their names. Everything is brought to hundredths of a fen, so that an end of the
    interval that equals an amount is found equal.
    """
    least, most = (_hundredths_of_a_fen(f"{printed.amount}{sign}{printed.half}") for sign in "-+")
    exact = {name: _hundredths_of_a_fen(place) for name, place in (("e", expected), ("l", low), ("h", high))}
    return (
        f'IF({printed.amount}="","{words["not_reported"]}",'
        f'IF(AND(NOT(ISNUMBER({expected})),NOT(ISNUMBER({low}))),"{words["not_modelled"]}",'
        f'IF(IF(ISNUMBER({expected}),AND({least}<={exact["e"]},{exact["e"]}<{most}),FALSE),"{words["equal"]}",'
        f'IF(IF(ISNUMBER({low}),{most}<={exact["l"]},FALSE),"{words["below"]}",'
        f'IF(IF(ISNUMBER({high}),{least}>{exact["h"]},FALSE),"{words["above"]}","{words["within"]}")))))'
    )


def _hundredths_of_a_fen(yuan: str) -> str:
    return f"ROUND(({yuan})*{FEN_PER_YUAN * 100},0)"
