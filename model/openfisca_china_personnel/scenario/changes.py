"""The kinds of change: to people, to their pay and standing, and to the rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster.columns import BY_NAME
from openfisca_china_personnel.roster.words import yes_no_of
from openfisca_china_personnel.scenario.uncertainty import PercentRise
from openfisca_china_personnel.scenario.values import (
    Heads,
    Month,
    RankName,
    SignedYuan,
    Strict,
    YesNo,
    as_text,
    fault,
    read_by,
    unknown_key,
    whole_month,
    word_of_column,
)

FLAGS = ("contributes_housing_fund", "contributes_pension", "purchase_subsidy")
SELECTABLE = ("unit", "person_id", "status", "category", "rank", "location", "entry", "sex", *FLAGS)
"""Roster columns that ``where`` can select by."""
ADDABLE = tuple(name for name in BY_NAME if name not in ("headcount", "start_month"))
"""Roster columns that ``add`` can state of the people it adds."""
ASSIGNABLE = (
    "category",
    "monthly_salary",
    "housing_fund_base",
    "pension_base",
    "housing_fund_rate",
    "location",
    *FLAGS,
    "purchase_lump_sum",
    "lump_sum_month",
    "work_start",
)
"""Roster columns that ``assign`` can give a new value from a month on."""
FOREVER = -1
"""``until`` of a change of rules that outlasts every later dated value of the law."""
SCHEMES = ("housing_fund", "pension")
_SCHEME_WORDS = {
    "housing_fund": "housing_fund",
    "住房公积金": "housing_fund",
    "公积金": "housing_fund",
    "pension": "pension",
    "养老保险": "pension",
    "基本养老保险": "pension",
    "养老": "pension",
}


class Dated(Strict):
    """A change that names the first month of the new state, or the month in which it was decided."""

    name: ClassVar[Text]
    since: Month | None = Field(default=None, alias="from")
    decided: Month | None = None

    @model_validator(mode="after")
    def _has_one_month(self) -> Dated:
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


class Repeatable(Dated):
    """A change that may come again in the same month of every later year of the simulation."""

    yearly: YesNo = False

    def in_year(self, year: int) -> int | None:
        """The first month of the new state in a year; ``None`` where the change does not happen in it."""
        first = self.first_month
        if first // 12 == year:
            return first
        return month_number(year, first % 12 + 1) if self.yearly and first // 12 < year else None


def _single_values(allowed: tuple[str, ...]) -> BeforeValidator:
    def read(stated: Any) -> Any:
        texts: dict[str, str] = {}
        for name, value in stated.items():
            if name not in allowed:
                raise unknown_key(name)
            text = as_text(value)
            if text is None:
                raise fault(Text(f"“{name}”应为一个值", f"“{name}” takes a single value"))
            texts[name] = text
        return texts

    return BeforeValidator(read)


def _gathered(data: Any, own: tuple[str, ...]) -> Any:
    """The roster columns that stand beside a change's own keys, put together under ``columns``."""
    if not isinstance(data, dict) or "columns" in data:
        return data
    kept = {name: data[name] for name in own if name in data}
    return {**kept, "columns": {name: value for name, value in data.items() if name not in own and value is not None}}


class Add(Repeatable):
    """People who come: ``columns`` are what the roster would say of them, as text."""

    name = Text("增加", "add")
    headcount: Heads
    columns: Annotated[Mapping[str, str], _single_values(ADDABLE)] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gather_columns(cls, data: Any) -> Any:
        return _gathered(data, ("headcount", "from", "decided", "since", "yearly"))


def _where(value: Any) -> Any:
    if not isinstance(value, dict):
        raise fault(Text("where 应为若干“列: 值”", "where takes pairs of column and value"))
    return {name: _condition(name, found) for name, found in value.items()}


def _condition(name: str, value: Any) -> str | bool:
    if name not in SELECTABLE:
        raise unknown_key(name)
    text = as_text(value)
    if text is None:
        raise fault(Text(f"“{name}”应为一个值", f"“{name}” takes a single value"))
    if name in FLAGS:
        return bool(read_by(yes_no_of)(text))
    if name in ("unit", "person_id"):
        return text
    found: str = read_by(lambda word: word_of_column(name, word))(text)
    return found


class Selecting(Dated):
    """A change to people who are on the roster."""

    where: Annotated[dict[str, str | bool], PlainValidator(_where)] = Field(default_factory=dict)

    @property
    def selection(self) -> dict[str, str | bool]:
        """The columns and values that rows must have; active people unless the scenario says otherwise."""
        return {"status": "active", **self.where}


class Remove(Selecting, Repeatable):
    """People who leave: ``first_month`` is the first month without them."""

    name = Text("减少", "remove")
    headcount: Heads


class Retire(Selecting, Repeatable):
    """Active people who retire: ``first_month`` is their first month in retirement."""

    name = Text("退休", "retire")
    headcount: Heads

    @model_validator(mode="after")
    def _from_active(self) -> Retire:
        if self.selection["status"] != "active":
            raise fault(Text("只有在职人员可以退休", "only active people can retire"))
        return self


class Promote(Selecting, Repeatable):
    """People who rise to the rank ``to``, and to ``monthly_salary`` where it is given."""

    name = Text("晋升", "promote")
    headcount: Heads
    to: RankName
    monthly_salary: SignedYuan | None = Field(default=None, ge=0)


class Transfer(Selecting):
    """People who go from one unit of the roster to another."""

    name = Text("调动", "transfer")
    headcount: Heads
    to_unit: str = Field(min_length=1)


class Raise(Selecting, Repeatable):
    """A rise of the monthly wage by ``percent`` (a fraction here) or by an ``amount`` of yuan; of all who match."""

    name = Text("调资", "raise")
    headcount: Heads | None = None
    percent: PercentRise | None = None
    amount: SignedYuan | None = None

    @model_validator(mode="after")
    def _has_one_size(self) -> Raise:
        if (self.percent is None) == (self.amount is None):
            raise fault(
                Text(
                    "须写明 percent（百分比）或 amount（每月元）之一", "state one of percent and amount (yuan a month)"
                )
            )
        return self


def _schemes(value: Any) -> Any:
    words = re.split(r"[、,，;；]", value) if isinstance(value, str) else value
    if not isinstance(words, (list, tuple)) or not words:
        return value
    known = [_SCHEME_WORDS.get(str(word).strip()) for word in words]
    for word, scheme in zip(words, known, strict=True):
        if scheme is None:
            raise fault(
                Text(
                    f"“{word}”不是险种，应为 housing_fund（住房公积金）或 pension（养老保险，含职业年金）",
                    f"“{word}” is no scheme; expected housing_fund or pension (the annuity included)",
                )
            )
    return tuple(dict.fromkeys(known))


class Enrol(Selecting):
    """People who begin to pay into schemes, such as staff whose pay regrading (工资套改) is done."""

    name = Text("纳入", "enrol")
    headcount: Heads | None = None
    schemes: Annotated[tuple[str, ...], BeforeValidator(_schemes)] = ()
    purchase_subsidy: YesNo | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Enrol:
        if not self.schemes and self.purchase_subsidy is None:
            raise fault(Text("须写明 schemes 或 purchase_subsidy", "state schemes or purchase_subsidy"))
        return self


class Assign(Selecting):
    """Roster columns that have another value from a month on."""

    name = Text("指定", "assign")
    headcount: Heads | None = None
    columns: Annotated[Mapping[str, str], _single_values(ASSIGNABLE)]

    @model_validator(mode="before")
    @classmethod
    def _gather_columns(cls, data: Any) -> Any:
        return _gathered(data, ("headcount", "where", "from", "decided", "since"))

    @model_validator(mode="after")
    def _does_something(self) -> Assign:
        if not self.columns:
            raise fault(Text("须写明要指定的列", "state the columns to assign"))
        return self


def _until(text: str) -> int:
    if text.strip().casefold() in ("forever", "永久", "长期"):
        return FOREVER
    return whole_month(text)


class SetRule(Dated):
    """A dated value of the law that is another one from a month on, ``until`` a last month."""

    name = Text("参数调整", "set")
    parameter: str = Field(min_length=1)
    value: str = Field(min_length=1)
    until: Annotated[int | None, BeforeValidator(read_by(_until))] = None

    @model_validator(mode="before")
    @classmethod
    def _value_as_text(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("value"), (int, float, Decimal)):
            return {**data, "value": str(data["value"])}
        return data

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> SetRule:
        if self.until is not None and self.until != FOREVER and self.until < self.first_month:
            raise fault(Text("until 早于起始月", "until lies before the first month"))
        return self


OnPeople = Remove | Retire | Promote | Transfer | Raise | Enrol | Assign
"""Changes to people who are on the roster."""
Content = Add | OnPeople | SetRule
_KINDS: tuple[type[Dated], ...] = (Add, Remove, Retire, Promote, Transfer, Raise, Enrol, Assign, SetRule)
KINDS = tuple(kind.name.en for kind in _KINDS)
_ATTRIBUTES = {kind: f"{kind}_" if kind in ("raise", "set") else kind for kind in KINDS}


class Change(Strict):
    """One change; exactly one of its kinds."""

    add: Add | None = None
    remove: Remove | None = None
    retire: Retire | None = None
    promote: Promote | None = None
    transfer: Transfer | None = None
    raise_: Raise | None = Field(default=None, alias="raise")
    enrol: Enrol | None = None
    assign: Assign | None = None
    set_: SetRule | None = Field(default=None, alias="set")

    @model_validator(mode="before")
    @classmethod
    def _from_a_kind(cls, data: Any) -> Any:
        return {data.name.en: data} if isinstance(data, _KINDS) else data

    @model_validator(mode="after")
    def _is_one(self) -> Change:
        if sum(getattr(self, name) is not None for name in _ATTRIBUTES.values()) != 1:
            kinds = "、".join(f"{kind.name.zh}（{kind.name.en}）" for kind in _KINDS)
            english = ", ".join(KINDS[:-1]) + " and " + KINDS[-1]
            raise fault(Text(f"每项变动应写{kinds}之一", f"each change is one of {english}"))
        return self

    @property
    def content(self) -> Content:
        """What the change does."""
        found: Content = next(stated for name in _ATTRIBUTES.values() if (stated := getattr(self, name)) is not None)
        return found
