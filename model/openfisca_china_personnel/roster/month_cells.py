"""Months as people and spreadsheets write them."""

from __future__ import annotations

import re

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster.cells import Refused, plain, quoted

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
MONTHS_IN_A_YEAR = 12
_DAYS = 31

_TIME = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_FORMS = (
    re.compile(
        rf"(?P<year>[0-9]{{4}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?:(?P=mark)(?P<day>[0-9]{{1,2}}){_TIME})?"
    ),
    re.compile(r"(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月?份?(?:(?<=月)(?P<day>[0-9]{1,2})[日号]?)?"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?:\.0)?(?P<day>(?!))?"),
)
_CALENDAR_MONTH = re.compile(r"(?P<month>[0-9]{1,2})(?:\.0)?(?:月份?)?")
_CUT_SHORT = re.compile(r"[0-9]{4}\.1")
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")

_EXPECTED = Text("年月，如 2023-07", "a month such as 2023-07")
_EXPECTED_CALENDAR = Text("月份，如 6 或 6月", "a month such as 6 or 2023-06")
_NOT_A_MONTH = Text("“{found}”不是月份，应填写{expected}", "“{found}” is not a month; expected {expected}")
_NO_SUCH_MONTH = Text(
    "“{found}”中没有第 {month} 月，应填写{expected}", "“{found}” names a month {month}; expected {expected}"
)
_NO_SUCH_DAY = Text("“{found}”中没有第 {day} 日，应填写{expected}", "“{found}” names a day {day}; expected {expected}")
_FAR_YEAR = Text(
    "“{found}”的年份不在 {earliest}—{latest} 年之间", "the year of “{found}” is not within {earliest} to {latest}"
)
_SERIAL = Text(
    "“{found}”是一个数，不是年月；可能是未按日期格式显示的 Excel 日期，应填写{expected}",
    "“{found}” is a plain number, perhaps an Excel date that lost its format; expected {expected}",
)
_ONE_OR_TEN = Text(
    "“{found}”可能是 1 月，也可能是丢了末尾 0 的 10 月，请写作 {year}-01 或 {year}-10",
    "“{found}” may be January, or October without its last zero: write {year}-01 or {year}-10",
)
_OTHER_YEAR = Text("“{found}”不在预算年度 {year} 年内", "“{found}” is not in the budget year {year}")


def month_of(text: str) -> int:
    """A month counted as year × 12 + (month − 1); a day is ignored. ``Refused`` where it is none."""
    return _month(text, _EXPECTED)


def calendar_month_of(text: str, year: int | None) -> int:
    """A month of the budget year, 1 to 12; a year that the cell names must be ``year`` where that is known."""
    parts = _CALENDAR_MONTH.fullmatch(plain(text).replace(" ", ""))
    if parts:
        _check_month(int(parts["month"]), text, _EXPECTED_CALENDAR)
        return int(parts["month"])
    months = _month(text, _EXPECTED_CALENDAR)
    if year is not None and months // MONTHS_IN_A_YEAR != year:
        raise Refused(_OTHER_YEAR.format(found=quoted(text), year=year))
    return months % MONTHS_IN_A_YEAR + 1


def _month(text: str, expected: Text) -> int:
    bare = plain(text).casefold()
    if "年" in bare:
        bare = bare.replace(" ", "")
    if _CUT_SHORT.fullmatch(bare):
        raise Refused(_ONE_OR_TEN.format(found=quoted(text), year=bare[:4]))
    parts = next((found for form in _FORMS if (found := form.fullmatch(bare))), None)
    if parts is None:
        serial = _PLAIN_NUMBER.fullmatch(bare) and float(bare) > 9999
        raise Refused((_SERIAL if serial else _NOT_A_MONTH).format(found=quoted(text), expected=expected))
    year, month = int(parts["year"]), int(parts["month"])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        far = _FAR_YEAR.format(found=quoted(text), earliest=EARLIEST_YEAR, latest=LATEST_YEAR)
        raise Refused(far)
    _check_month(month, text, expected)
    if parts["day"] and not 1 <= int(parts["day"]) <= _DAYS:
        raise Refused(_NO_SUCH_DAY.format(found=quoted(text), day=int(parts["day"]), expected=expected))
    return month_number(year, month)


def _check_month(month: int, text: str, expected: Text) -> None:
    if not 1 <= month <= MONTHS_IN_A_YEAR:
        raise Refused(_NO_SUCH_MONTH.format(found=quoted(text), month=month, expected=expected))
