"""Money in float64 yuan that are always whole fen, and the roundings that the law orders.

Inside the functions amounts are whole numbers held in float64: bases up to ten million yuan are 10⁹ fen and rates
10⁴ hundredths of a percent, so a product is at most 10¹³, far below 2⁵³, and every step is exact. NaN stands for an
amount that the law file does not let us know, and passes through every function.
"""

from __future__ import annotations

from typing import Any

import numpy
from numpy.typing import ArrayLike, NDArray
from openfisca_core.variables import Variable

from openfisca_china_personnel.uniform import once

Yuan = NDArray[numpy.float64]
Fen = NDArray[numpy.int64]

FEN_PER_YUAN = 100
RATE_STEPS = 10_000
"""Rates are whole hundredths of a percent."""
HEADCOUNT_STEPS = 1_000_000
"""Headcounts are whole millionths of a head: six decimals of a full-time equivalent."""
SAFE_SUM = 2.0**52
"""Sums of whole numbers in float64 that come out below are exact, those of every part of them included."""


class Float64(Variable):
    """A number in double precision; openfisca-core's own float32 holds seven digits only."""

    def __init__(self, baseline_variable: Variable | None = None) -> None:
        super().__init__(baseline_variable)
        self.dtype = numpy.float64


class Money(Float64):
    """An amount in yuan, whole fen, float64."""


def whole(amount: ArrayLike, steps: int) -> Yuan:
    """``amount`` in whole ``steps``: fen of yuan, hundredths of a percent of rates. Shape as given."""
    return numpy.rint(numpy.asarray(amount, dtype=numpy.float64) * steps)


def product_in_millionths(base: ArrayLike, rate: ArrayLike) -> Yuan:
    """``base`` (yuan, whole fen) × ``rate`` (a fraction) in exact millionths of a yuan.

    Both factors are rounded to their steps at once: up to ten million yuan the error of the product in float64 is below
    a hundredth of a millionth.
    """
    steps = whole(once(numpy.asarray(rate)), RATE_STEPS) * FEN_PER_YUAN
    millionths: Yuan = numpy.asarray(base, dtype=numpy.float64) * steps
    return numpy.rint(millionths, out=millionths) if millionths.ndim else numpy.rint(millionths)


def round_half_up_to_yuan(millionths: Yuan) -> Yuan:
    """Whole yuan, a half counting up; from exact millionths of a yuan to yuan."""
    return _rounded_half_up(millionths, 1_000_000)


def round_half_up_to_fen(millionths: Yuan) -> Yuan:
    """Whole fen, half a fen counting up; from exact millionths of a yuan to yuan."""
    fen = _rounded_half_up(millionths, 10_000)
    fen /= FEN_PER_YUAN
    return fen


def _rounded_half_up(millionths: Yuan, steps: int) -> Yuan:
    """Whole ``steps``. Multiplying is several times as fast as dividing and, up to 2 × 10¹⁵ millionths, as exact.

    Half a millionth more keeps the product away from whole numbers by half a step's millionth on both sides, which is
    more than the product in float64 can err; no whole number of millionths lies between.
    """
    rounded: Yuan = numpy.asarray(millionths + (steps / 2 + 0.5))
    rounded *= 1 / steps
    return numpy.floor(rounded, out=rounded)


def only(mask: NDArray[numpy.bool_], amount: Yuan) -> Yuan:
    """``amount`` where the mask is true, else 0, as ``numpy.where`` has it; both arrays of one shape.

    Done on the bits, so that the time does not depend on how the mask is mixed: five times as fast.
    """
    bits: NDArray[numpy.int64] = numpy.negative(mask, dtype=numpy.int64, casting="unsafe")
    bits &= amount.view(numpy.int64)
    return bits.view(numpy.float64)


class Heads:
    """Headcounts, taken apart once for all the amounts that they multiply."""

    def __init__(self, headcount: ArrayLike) -> None:
        heads = numpy.asarray(headcount, dtype=numpy.float64)
        floor = numpy.floor(heads)
        self._part: NDArray[numpy.int64] | None = None
        self._whole = floor
        if (floor != heads).any():
            millionths = whole(heads, HEADCOUNT_STEPS).astype(numpy.int64)
            in_whole, self._part = numpy.divmod(millionths, HEADCOUNT_STEPS)
            self._whole = in_whole.astype(numpy.float64)

    @property
    def whole(self) -> NDArray[numpy.float64] | None:
        """The heads where all rows have whole ones; ``None`` otherwise."""
        return self._whole if self._part is None else None

    def times(self, amount: ArrayLike) -> Fen:
        """Fen for a row: the ``amount`` of one person (yuan) × the row's headcount, rounded half up to the fen.

        Both of one shape (or broadcast), non-negative and finite; up to ten million yuan × ten million heads.
        """
        fen = whole(amount, FEN_PER_YUAN).astype(numpy.int64)
        result: Fen = fen * self._whole.astype(numpy.int64)
        if self._part is not None:
            result += (fen * self._part + HEADCOUNT_STEPS // 2) // HEADCOUNT_STEPS
        return result

    def times_in_float(self, amount: Yuan) -> NDArray[numpy.float64]:
        """The same in float64, NaN for NaN; exact in every row that stays below 2⁵³.

        The part of a head is exact always: a fen amount below 2³⁰ times millionths stays below 2⁵³, and a quotient
        that is not whole lies a millionth from every whole number at least, farther than division rounds.
        """
        fen: NDArray[numpy.float64] = amount * FEN_PER_YUAN
        numpy.rint(fen, out=fen)
        if self._part is None:
            fen *= self._whole
            return fen
        result: NDArray[numpy.float64] = fen * self._whole
        result += numpy.floor((fen * self._part + HEADCOUNT_STEPS / 2) / HEADCOUNT_STEPS)
        return result


def times_headcount(amount: ArrayLike, headcount: ArrayLike) -> Fen:
    """``Heads.times`` for a single amount."""
    return Heads(headcount).times(amount)


def sum_by(index: NDArray[Any], fen: Fen, size: int) -> NDArray[Any]:
    """Exact sums of ``fen`` by ``index`` (0 … size − 1): int64, or Python integers (object) where that is too small."""
    if float(fen.sum(dtype=numpy.float64)) < SAFE_SUM:
        return numpy.bincount(index, weights=fen, minlength=size).astype(numpy.int64)
    high, low = (numpy.bincount(index, weights=part, minlength=size) for part in numpy.divmod(fen, 2**26))
    exact: NDArray[Any] = high.astype(numpy.int64).astype(object) * 2**26 + low.astype(numpy.int64).astype(object)
    return exact
