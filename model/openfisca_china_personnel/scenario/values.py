"""The single values that a scenario may state, read from text and refused with a sentence."""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Refused
from openfisca_china_personnel.roster.columns import nearest
from openfisca_china_personnel.roster.grades import ranks_of_grades
from openfisca_china_personnel.roster.interpretation import word_parser
from openfisca_china_personnel.roster.month_cells import month_of
from openfisca_china_personnel.roster.words import key, yes_no_of
from openfisca_china_personnel.system import baseline

FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_HEADS = 10_000_000
LONGEST_SPAN = 50
"""Years that one scenario may span."""

_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月](?P<day>\d{1,2})日?")
_YEARS = re.compile(r"(?P<first>\d{4})\s*年?(?:\s*(?:-|—|–|~|～|至|到)\s*(?P<last>\d{4})\s*年?)?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


class Strict(BaseModel):
    """A part of a scenario: only the keys that it knows, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True)


def fault(text: Text) -> PydanticCustomError:
    """A finding that carries its sentence in both languages."""
    return PydanticCustomError("fault", "{en}", {"zh": text.zh, "en": text.en})


def read_by(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A validator that parses text; plain values of a scenario built in code are read as a file would write them."""

    def read(value: Any) -> Any:
        text = as_text(value)
        if text is None:
            return value
        try:
            return parse(text)
        except Refused as refused:
            raise fault(refused.text) from refused

    return read


def as_text(value: Any) -> str | None:
    """A plain value of a scenario built in code as a file would write it; ``None`` for what is no single value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return str(value)
    return value if isinstance(value, str) else None


def unknown_key(name: str) -> PydanticCustomError:
    """A key that is no roster column, with the nearest one."""
    near = nearest(name)
    meant = Text(f"，是否应为“{near}”？", f"; did you mean “{near}”?") if near else Text("", "")
    return fault(Text("不认识的键“{name}”{meant}", "unknown key “{name}”{meant}").format(name=name, meant=meant))


class RankOfGrade(str):
    """A rank that a grade of 2019 stands for: results that use it say so."""

    __slots__ = ()


def rank_of(text: str) -> str:
    """The rank that a word stands for; ``Refused`` for no such word."""
    return word_of_column("rank", text)


def word_of_column(column: str, text: str) -> str:
    """The English name of a word of a roster column; ``Refused`` for no such word."""
    grades = {key(grade): rank for grade, rank in ranks_of_grades(baseline().parameters).items()}
    word = word_parser(column, grades)(text)
    return RankOfGrade(word) if column == "rank" and key(text) in grades else word


def whole_month(text: str) -> int:
    """A month as its number. A day within it would be lost in silence and is refused."""
    day = _DAY.fullmatch(text.strip())
    if day and int(day["day"]) != 1:
        raise Refused(
            Text(
                f"“{text}”写到了日；变动按整月计算，应写新状态的第一个月，如 2023-07",
                f"“{text}” names a day; changes count by whole months: state the first month of the new state, "
                "such as 2023-07",
            )
        )
    return month_of(text)


def number_of_text(text: str) -> Decimal | None:
    """A plain decimal number, thousands separators allowed."""
    plain = text.strip().replace(",", "").replace("，", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def percentage(text: str) -> Decimal:
    """A percentage, with or without its sign, as a fraction; ``Refused`` for anything else."""
    number = number_of_text(text.strip().removesuffix("%").removesuffix("％"))
    if number is None or abs(number) >= 1000 or number <= -100:
        raise Refused(Text(f"“{text}”不是百分数，应如 5 或 5%", f"“{text}” is no percentage; expected 5 or 5%"))
    return number / 100


def growth(text: str) -> Decimal:
    """A yearly growth with its percent sign, as a fraction; without one 0.03 and 3 could mean the same or not."""
    if not text.strip().endswith(("%", "％")):
        raise Refused(
            Text(f"“{text}”没有百分号，增长率应如 3%", f"“{text}” has no percent sign; a growth is written 3%")
        )
    return percentage(text)


def years_of_text(text: str) -> tuple[int, ...]:
    """``2023`` or ``2023-2027`` as years; ``Refused`` for anything else."""
    found = _YEARS.fullmatch(text.strip())
    first = int(found["first"]) if found else 0
    last = int(found["last"] or first) if found else 0
    if not FIRST_YEAR <= first <= last <= LAST_YEAR or last - first >= LONGEST_SPAN:
        raise Refused(
            Text(
                f"“{text}”不是年度，应如 2023 或 2023-2027（至多 {LONGEST_SPAN} 年）",
                f"“{text}” is no year; expected 2023 or 2023-2027 (at most {LONGEST_SPAN} years)",
            )
        )
    return tuple(range(first, last + 1))


def _heads(text: str) -> int:
    digits = text.replace(",", "").replace("，", "").strip().removesuffix("人")
    if not digits.isdecimal() or not 0 < int(digits) <= MOST_HEADS:
        raise fault(
            Text(
                f"“{text}”不是人数，应为 1 至 {MOST_HEADS:,} 的整数",
                f"“{text}” is no headcount; expected a whole number from 1 to {MOST_HEADS:,}",
            )
        )
    return int(digits)


def _year(text: str) -> int:
    digits = text.strip().removesuffix("年")
    if not digits.isdecimal() or not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        raise fault(Text(f"“{text}”不是年度，应如 2023", f"“{text}” is no year; expected one such as 2023"))
    return int(digits)


def _years(value: Any) -> Any:
    if not isinstance(value, (tuple, list, range)):
        return read_by(years_of_text)(value)
    years = tuple(value)
    if not years or years != tuple(range(years[0], years[0] + len(years))):
        raise fault(Text("年度须连续", "the years must follow one another"))
    return read_by(years_of_text)(f"{years[0]}-{years[-1]}")


def _yuan(text: str) -> Decimal:
    number = number_of_text(text.strip().removesuffix("元"))
    if number is None or number != round(number, 2) or abs(number) > 10_000_000:
        raise Refused(
            Text(
                f"“{text}”不是金额，应为元，至多两位小数", f"“{text}” is no amount; expected yuan, two decimals at most"
            )
        )
    return number


Month = Annotated[int, BeforeValidator(read_by(whole_month))]
"""A month as its number: year × 12 + month − 1."""
Heads = Annotated[int, BeforeValidator(read_by(_heads))]
Year = Annotated[int, BeforeValidator(read_by(_year))]
Years = Annotated[tuple[int, ...], BeforeValidator(_years)]
YesNo = Annotated[bool, BeforeValidator(read_by(yes_no_of))]
RankName = Annotated[str, PlainValidator(read_by(rank_of))]
SignedYuan = Annotated[Decimal, BeforeValidator(read_by(_yuan))]
