"""Amounts, headcounts and rates as people write them, in exact whole units."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Cells, Refused, bare, places_of, plain, quoted, refuse_errors

LARGEST_YUAN = 10_000_000
LARGEST_HEADCOUNT = 10_000_000
MILLIONTHS = 1_000_000

FEN_IN_A_YUAN = 100
HUNDREDTHS_IN_A_PERCENT = 100
_LONGEST_NUMBER = 60
# A spreadsheet shows 15 significant digits; the shortest text of a binary fraction has at most 17.
_SHOWN_DIGITS = 15
_BINARY_DIGITS = 17

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)(?:e(?P<power>[+-]?[0-9]{1,3}))?"
)
_MONEY = re.compile(r"¥?\s*(?P<number>.*?)\s*(?P<unit>万元|万|元)?")
_HEADCOUNT = re.compile(r"(?P<number>.*?)\s*[人名]?")
_RATE = re.compile(r"(?P<number>.*?)\s*(?P<percent>%?)")
# Seven digits before the point are below every limit, and such a number times 100 is exact once rounded.
_ORDINARY_AMOUNT = r"^[0-9]{1,7}(?:\.[0-9]{1,2})?$"
_FINE_AMOUNT = r"^[1-9][0-9]{0,6}\.[0-9]{3,}$"
_ORDINARY_HEADCOUNT = r"^[0-9]{1,6}$"

_NOT_A_NUMBER = Text("“{found}”不是数字，应填写{expected}", "“{found}” is not a number; expected {expected}")
_NOT_FINITE = Text("“{found}”不是有限的数，应填写{expected}", "“{found}” is not a finite number; expected {expected}")
_NEGATIVE = Text("“{found}”是负数，应填写{expected}", "“{found}” is negative; expected {expected}")
_TOO_LARGE = Text("“{found}”超过上限 {limit}，请核对单位", "“{found}” is above the limit of {limit}: check the unit")
_TOO_FINE = Text(
    "“{found}”超过{places}位小数，应填写{expected}", "“{found}” has more than {places} decimals; expected {expected}"
)

_AMOUNT = Text("以元为单位的金额，如 8333.30", "an amount in yuan such as 8333.30")
_HEADS = Text("人数，如 3 或 0.5", "a number of people such as 3 or 0.5")
_RATE_EXPECTED = Text("比例，如 12%、12 或 0.12", "a rate such as 12%, 12 or 0.12")
_YUAN_LIMIT = Text("1000 万元", "10,000,000 yuan")
_HEADS_LIMIT = Text("1000 万人", "10,000,000 people")


def read_money(texts: polars.Series, scale: int = 1) -> tuple[Cells, list[int]]:
    """A money column in whole fen, and the places of the cells that had to be rounded (half up).

    ``scale`` is the number of yuan in the unit that the header names.
    """
    if scale == 1:
        cells = texts.to_frame("text").with_columns(_ordinary().alias("ordinary"))
        if cells["ordinary"].null_count() == texts.null_count():
            return Cells(cells["ordinary"]), []
        frame = cells.lazy().select(_whole_columns()).collect()
    else:
        # In another unit than yuan an ordinary number may be above the limit, so each is looked at.
        frame = polars.DataFrame({"fen": polars.repeat(None, len(texts), dtype=polars.Int64, eager=True)})
        frame = frame.with_columns(rounded=False)
    fen = frame["fen"]
    values: dict[str, int] = {}
    also_rounded: list[str] = []
    reasons: dict[str, Text] = {}
    for text in texts.filter(fen.is_null()).drop_nulls().unique():
        if not bare(text):
            continue
        try:
            values[text], was_rounded = fen_of(bare(text), scale)
        except Refused as refused:
            reasons[text] = refused.text
        else:
            if was_rounded:
                also_rounded.append(text)
    if values:
        one_by_one = texts.replace_strict(
            list(values), list(values.values()), default=None, return_dtype=polars.Int64()
        )
        fen = fen.fill_null(one_by_one)
    rounded = frame["rounded"]
    if also_rounded:
        rounded = rounded | texts.is_in(also_rounded).fill_null(value=False)
    return Cells(fen, places_of(texts, reasons)), rounded.arg_true().to_list()


def _ordinary() -> polars.Expr:
    """The fen of a column ``text`` where it has amounts of at most two decimals, null elsewhere."""
    text = polars.col("text")
    amount = polars.when(text.str.contains(_ORDINARY_AMOUNT)).then(text).cast(polars.Float64)
    return (amount * FEN_IN_A_YUAN).round().cast(polars.Int64)


def _whole_columns() -> list[polars.Expr]:
    """Plain numbers of a column ``text`` all at once: ``fen`` (null where a text is not plain) and ``rounded``.

    ``ordinary`` is the column of fen of those with at most two decimals. The others are made as ``fen_of`` makes them,
    in whole numbers of 64 bits: the digits as one number, cut to those that a spreadsheet shows, then rounded half up
    to two decimals.
    """
    text = polars.col("text")
    fine = text.str.contains(_FINE_AMOUNT) & (text.str.len_bytes() <= _BINARY_DIGITS + 1)
    long = polars.when(fine).then(text)
    decimals = long.str.len_bytes().cast(polars.Int64) - 1 - long.str.find(".", literal=True).cast(polars.Int64)
    cut = (long.str.len_bytes().cast(polars.Int64) - 1 - _SHOWN_DIGITS).clip(lower_bound=0)
    digits = long.str.replace(".", "", literal=True).cast(polars.Int64)
    shown = (digits + _power(cut) // 2) // _power(cut)
    to_fen = _power(decimals - cut - 2)
    long_fen = (shown + to_fen // 2) // to_fen
    rounded = (shown != long_fen * to_fen).fill_null(value=False)
    return [polars.coalesce("ordinary", long_fen).alias("fen"), rounded.alias("rounded")]


def _power(exponent: polars.Expr) -> polars.Expr:
    return polars.lit(10, dtype=polars.Int64).pow(exponent)


def read_headcount(texts: polars.Series) -> Cells:
    """A headcount column in millionths of a head; blank stays null."""
    text = polars.col("text")
    ordinary = polars.when(text.str.contains(_ORDINARY_HEADCOUNT)).then(text).cast(polars.Int64) * MILLIONTHS
    whole = texts.to_frame("text").select(ordinary).to_series()
    if whole.null_count() == texts.null_count():
        return Cells(whole)
    values: dict[str, int] = {}
    reasons: dict[str, Text] = {}
    for cell in texts.filter(whole.is_null()).drop_nulls().unique():
        if not bare(cell):
            continue
        try:
            values[cell] = headcount_of(bare(cell))
        except Refused as refused:
            reasons[cell] = refused.text
    read = texts.replace_strict(list(values), list(values.values()), default=None, return_dtype=polars.Int64())
    return Cells(whole.fill_null(read), places_of(texts, reasons))


def fen_of(text: str, scale: int = 1) -> tuple[int, bool]:
    """An amount in whole fen, and whether it had to be rounded; ``Refused`` where it is none."""
    refuse_errors(text)
    parts = _MONEY.fullmatch(plain(text))
    number = _number(parts["number"] if parts else "", text, _AMOUNT)
    if parts and parts["unit"]:
        # A unit in the cell speaks for the cell, whatever the header says.
        scale = 1 if parts["unit"] == "元" else 10_000
    yuan = number * scale
    if yuan < 0:
        raise Refused(_NEGATIVE.format(found=quoted(text), expected=_AMOUNT))
    if yuan > LARGEST_YUAN:
        raise Refused(_TOO_LARGE.format(found=quoted(text), limit=_YUAN_LIMIT))
    fen = (yuan * FEN_IN_A_YUAN).to_integral_value(ROUND_HALF_UP)
    return int(fen), fen != yuan * FEN_IN_A_YUAN


def headcount_of(text: str) -> int:
    """A headcount in millionths of a head; ``Refused`` where it is none."""
    refuse_errors(text)
    parts = _HEADCOUNT.fullmatch(plain(text))
    heads = _number(parts["number"] if parts else "", text, _HEADS)
    if heads < 0:
        raise Refused(_NEGATIVE.format(found=quoted(text), expected=_HEADS))
    if heads > LARGEST_HEADCOUNT:
        raise Refused(_TOO_LARGE.format(found=quoted(text), limit=_HEADS_LIMIT))
    millionths = heads * MILLIONTHS
    if millionths != int(millionths):
        raise Refused(_TOO_FINE.format(found=quoted(text), places=6, expected=_HEADS))
    return int(millionths)


def rate_of(text: str) -> int:
    """A rate in hundredths of a percent: below 1 a fraction, from 1 a percentage, with a percent sign a percentage."""
    parts = _RATE.fullmatch(plain(text).replace("﹪", "%"))
    number = _number(parts["number"] if parts else "", text, _RATE_EXPECTED)
    if number < 0:
        raise Refused(_NEGATIVE.format(found=quoted(text), expected=_RATE_EXPECTED))
    percent = number if (parts and parts["percent"]) or number >= 1 else number * 100
    if percent > 100:
        raise Refused(_TOO_LARGE.format(found=quoted(text), limit="100%"))
    hundredths = percent * HUNDREDTHS_IN_A_PERCENT
    if hundredths != int(hundredths):
        fine = Text("百分数，至多两位小数", "a percentage of at most two decimals")
        raise Refused(_TOO_FINE.format(found=quoted(text), places=2, expected=fine))
    return int(hundredths)


def _number(written: str, found: str, expected: Text) -> Decimal:
    written = written.casefold()
    if written.lstrip("+-") in ("nan", "inf", "infinity", "∞"):
        raise Refused(_NOT_FINITE.format(found=quoted(found), expected=expected))
    parts = _NUMBER.fullmatch(written) if len(written) <= _LONGEST_NUMBER else None
    if parts is None:
        raise Refused(_NOT_A_NUMBER.format(found=quoted(found), expected=expected))
    number = Decimal(parts["sign"] + parts["digits"].replace(",", "") + "e" + (parts["power"] or "0"))
    if _SHOWN_DIGITS < len(number.as_tuple().digits) <= _BINARY_DIGITS:
        number = Context(prec=_SHOWN_DIGITS, rounding=ROUND_HALF_UP).plus(number)
    return number
