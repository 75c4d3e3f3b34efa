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

Yuan = NDArray[numpy.float64]
Fen = NDArray[numpy.int64]

FEN_PER_YUAN = 100
RATE_STEPS = 10_000
"""Rates are whole hundredths of a percent."""
HEADCOUNT_STEPS = 1_000_000
"""Headcounts are whole millionths of a head: six decimals of a full-time equivalent."""
EXACT_IN_FLOAT64 = 2**53


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
    """``base`` (yuan, whole fen) × ``rate`` (a fraction) in exact millionths of a yuan."""
    return whole(base, FEN_PER_YUAN) * whole(rate, RATE_STEPS)


def round_half_up_to_yuan(millionths: Yuan) -> Yuan:
    """Whole yuan, a half counting up; from exact millionths of a yuan to yuan."""
    return numpy.floor((millionths + 500_000) / 1_000_000)


def round_half_up_to_fen(millionths: Yuan) -> Yuan:
    """Whole fen, half a fen counting up; from exact millionths of a yuan to yuan."""
    return numpy.floor((millionths + 5_000) / 10_000) / FEN_PER_YUAN


class Heads:
    """Headcounts, taken apart once for all the amounts that they multiply."""

    def __init__(self, headcount: ArrayLike) -> None:
        millionths = whole(headcount, HEADCOUNT_STEPS).astype(numpy.int64)
        self._whole, part = numpy.divmod(millionths, HEADCOUNT_STEPS)
        self._part = part if part.any() else None

    def times(self, amount: ArrayLike) -> Fen:
        """Fen for a row: the ``amount`` of one person (yuan) × the row's headcount, rounded half up to the fen.

        Both of one shape (or broadcast), non-negative and finite; up to ten million yuan × ten million heads.
        """
        fen = whole(amount, FEN_PER_YUAN).astype(numpy.int64)
        result: Fen = fen * self._whole
        if self._part is not None:
            result += (fen * self._part + HEADCOUNT_STEPS // 2) // HEADCOUNT_STEPS
        return result


def times_headcount(amount: ArrayLike, headcount: ArrayLike) -> Fen:
    """``Heads.times`` for a single amount."""
    return Heads(headcount).times(amount)


def sum_by(index: NDArray[Any], fen: Fen, size: int) -> NDArray[Any]:
    """Exact sums of ``fen`` by ``index`` (0 … size − 1): int64, or Python integers (object) where that is too small."""
    if float(fen.sum(dtype=numpy.float64)) < EXACT_IN_FLOAT64 // 2:
        return numpy.bincount(index, weights=fen, minlength=size).astype(numpy.int64)
    high, low = (numpy.bincount(index, weights=part, minlength=size) for part in numpy.divmod(fen, 2**26))
    exact: NDArray[Any] = high.astype(numpy.int64).astype(object) * 2**26 + low.astype(numpy.int64).astype(object)
    return exact
