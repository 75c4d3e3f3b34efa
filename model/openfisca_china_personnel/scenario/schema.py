"""What a scenario may say, checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Refused
from openfisca_china_personnel.roster.columns import BY_NAME, nearest
from openfisca_china_personnel.roster.grades import ranks_of_grades
from openfisca_china_personnel.roster.interpretation import word_parser
from openfisca_china_personnel.roster.month_cells import month_of
from openfisca_china_personnel.roster.words import key
from openfisca_china_personnel.system import baseline

SELECTABLE = ("unit", "person_id", "status", "category", "rank", "location", "entry", "sex")
"""Roster columns that ``where`` can select by."""
ADDABLE = tuple(name for name in BY_NAME if name not in ("headcount", "start_month"))
"""Roster columns that ``add`` can state of the people it adds."""
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月](?P<day>\d{1,2})日?")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def fault(text: Text) -> PydanticCustomError:
    """A finding that carries its sentence in both languages."""
    return PydanticCustomError("fault", "{en}", {"zh": text.zh, "en": text.en})


def _read_by(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return parse(value)
        except Refused as refused:
            raise fault(refused.text) from refused

    return read


def _heads(text: str) -> int:
    digits = text.replace(",", "").replace("，", "").strip()
    if not digits.isdigit() or not 0 < int(digits) <= 10_000_000:
        raise fault(
            Text(
                f"“{text}”不是人数，应为 1 至 10,000,000 的整数",
                f"“{text}” is no headcount; expected a whole number from 1 to 10,000,000",
            )
        )
    return int(digits)


def _year(text: str) -> int:
    digits = text.strip().removesuffix("年")
    if not digits.isdigit() or not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        raise fault(Text(f"“{text}”不是年度，应如 2023", f"“{text}” is no year; expected one such as 2023"))
    return int(digits)


def _whole_month(text: str) -> int:
    day = _DAY.fullmatch(text.strip())
    if day and int(day["day"]) != 1:
        raise fault(
            Text(
                f"“{text}”写到了日；变动按整月计算，应写新状态的第一个月，如 2023-07",
                f"“{text}” names a day; changes count by whole months: state the first month of the new state, "
                "such as 2023-07",
            )
        )
    return month_of(text)


Month = Annotated[int, BeforeValidator(_read_by(_whole_month))]
"""A month as its number: year × 12 + month − 1."""
Heads = Annotated[int, BeforeValidator(_read_by(_heads))]
Year = Annotated[int, BeforeValidator(_read_by(_year))]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class _Dated(_Strict):
    """A change that names the first month of the new state, or the month in which it was decided."""

    headcount: Heads
    since: Month | None = Field(default=None, alias="from")
    decided: Month | None = None

    @model_validator(mode="after")
    def _has_one_month(self) -> _Dated:
        if (self.since is None) == (self.decided is None):
            raise fault(
                Text(
                    "须写明 from（新状态的第一个月）或 decided（决定的月份，次月起执行）之一",
                    "state one of from (the first month of the new state) and decided (in force the month after)",
                )
            )
        return self

    @property
    def first_month(self) -> int:
        """The first month in which the new state holds, as a month number."""
        if self.since is not None:
            return self.since
        assert self.decided is not None
        return self.decided + 1


def _columns(stated: Any) -> Any:
    for name, value in stated.items():
        if name not in ADDABLE:
            raise _unknown_key(name)
        if not isinstance(value, str):
            raise fault(Text(f"“{name}”应为一个值", f"“{name}” takes a single value"))
    return stated


class Add(_Dated):
    """People who come: ``columns`` are what the roster would say of them, as text."""

    columns: Annotated[Mapping[str, str], BeforeValidator(_columns)] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gather_columns(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "columns" in data:
            return data
        own = {name: data[name] for name in ("headcount", "from", "decided") if name in data}
        return {**own, "columns": {name: v for name, v in data.items() if name not in own and v is not None}}


def _where(value: Any) -> Any:
    if not isinstance(value, dict):
        raise fault(Text("where 应为若干“列: 值”", "where takes pairs of column and value"))
    read = {}
    for name, word in value.items():
        if name not in SELECTABLE:
            raise _unknown_key(name)
        if not isinstance(word, str):
            raise fault(Text(f"“{name}”应为一个值", f"“{name}” takes a single value"))
        read[name] = word if name in ("unit", "person_id") else _read_by(_word_parser(name))(word)
    return read


def _word_parser(name: str) -> Callable[[str], str]:
    grades = ranks_of_grades(baseline().parameters)
    return word_parser(name, {key(grade): rank for grade, rank in grades.items()})


def _unknown_key(name: str) -> PydanticCustomError:
    near = nearest(name)
    meant = Text(f"，是否应为“{near}”？", f"; did you mean “{near}”?") if near else Text("", "")
    return fault(Text("不认识的键“{name}”{meant}", "unknown key “{name}”{meant}").format(name=name, meant=meant))


class _Selecting(_Dated):
    where: Annotated[dict[str, str], BeforeValidator(_where)] = Field(default_factory=dict)

    @property
    def selection(self) -> dict[str, str]:
        """The columns and values that rows must have; active people unless the scenario says otherwise."""
        return {"status": "active", **self.where}


class Remove(_Selecting):
    """People who leave: ``first_month`` is the first month without them."""


class Retire(_Selecting):
    """Active people who retire: ``first_month`` is their first month in retirement."""

    @model_validator(mode="after")
    def _from_active(self) -> Retire:
        if self.selection["status"] != "active":
            raise fault(Text("只有在职人员可以退休", "only active people can retire"))
        return self


class Change(_Strict):
    """One change; exactly one of its kinds."""

    add: Add | None = None
    remove: Remove | None = None
    retire: Retire | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Change:
        if sum(kind is not None for kind in (self.add, self.remove, self.retire)) != 1:
            raise fault(Text("每项变动应写 add、remove、retire 之一", "each change is one of add, remove and retire"))
        return self

    @property
    def content(self) -> Add | Remove | Retire:
        """What the change does."""
        found = self.add or self.remove or self.retire
        assert found is not None
        return found


class Scenario(_Strict):
    """A named list of changes; ``year`` is the budget year that it is meant for."""

    name: str = Field(min_length=1)
    year: Year | None = None
    changes: tuple[Change, ...]
    _file: str | None = PrivateAttr(default=None)
    _lines: tuple[int | None, ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _changes_something(self) -> Scenario:
        if not self.changes:
            raise fault(Text("“changes”是空的", "“changes” is empty"))
        return self

    def found_in(self, file: str, lines: Sequence[int | None]) -> Scenario:
        """The same scenario, knowing its file and the line of each change."""
        located = self.model_copy()
        located._file, located._lines = file, tuple(lines)
        return located

    def fault_in(self, place: int, text: Text) -> Fault:
        """A fault of the change at ``place`` (from 1), with its file and line where they are known."""
        line = self._lines[place - 1] if self._lines else None
        return Fault(text, file=self._file, line=line)
