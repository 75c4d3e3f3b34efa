"""Fractions as the sentences show them: rounded half up in Decimal, never through a float."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction


def shown(value: Fraction, decimals: int) -> str:
    """A number to so many decimals, half up, with thousands separators."""
    scale = 10**decimals
    whole = math.floor(value * scale + Fraction(1, 2))
    return f"{Decimal(whole).scaleb(-decimals):,.{decimals}f}"


def plainly(value: Fraction) -> str:
    """A number without needless zeros, to four decimals at most."""
    text = shown(value, 4)
    return text.rstrip("0").rstrip(".")


def percent(rate: Fraction, decimals: int) -> str:
    """A rate in percent, without the sign."""
    return shown(rate * 100, decimals)
