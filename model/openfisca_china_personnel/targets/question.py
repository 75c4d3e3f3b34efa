"""What is asked: the figure that a line should have, and what may be varied to get there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from openfisca_china_personnel.documents.printed import half_last_place
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_text
from openfisca_china_personnel.roster.cells import Refused, plain, quoted
from openfisca_china_personnel.scenario.values import rank_of, whole_month
from openfisca_china_personnel.vocabulary import Rank, label

Kind = Literal["headcount", "rate", "raise"]

_YUAN_IN = {"": 1, "元": 1, "千元": 1_000, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}
_TARGET = re.compile(
    r"(?P<code>\d{7})(?:@(?P<year>\d{4})年?)?=¥?(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<unit>亿元?|万元?|千元|元|)"
)
_KINDS: dict[str, Kind] = {
    "headcount": "headcount",
    "人数": "headcount",
    "rate": "rate",
    "比例": "rate",
    "公积金比例": "rate",
    "raise": "raise",
    "调资": "raise",
}
_LARGEST_YUAN = 10**15
_FEN = Decimal("0.01")

_NO_TARGET = Text(
    "“{found}”不是目标，应如 2210201=400万 或 2210201@2025=400万（科目编码=金额，不写单位为元）",
    "“{found}” is no target; expected one such as 2210201=400万 or 2210201@2025=4000000 (code = amount, in yuan where "
    "no unit is named)",
)
_TOO_FINE = Text("目标“{found}”精确到分以下，金额至多精确到分", "the target “{found}” is finer than a fen")
_TOO_LARGE = Text("目标“{found}”过大，请核对单位", "the target “{found}” is too large: check the unit")
_NO_VARY = Text(
    "“{found}”不是可变的量，应如 headcount:staff（人数:科员）、rate（比例）、raise（调资），其后可加 @2023-07",
    "“{found}” is nothing that can be varied; expected headcount:staff, rate or raise, with @2023-07 behind it where "
    "it begins in that month",
)
_NO_RANK = Text("“{found}”没有写职级，应如 headcount:staff", "“{found}” names no rank; expected headcount:staff")
_NOT_READ = Text("“{found}”：{reason}", "“{found}”: {reason}")
_HEADCOUNT = Text("{rank}人数", "headcount of {rank}")
_RATE = Text("公积金比例{of}", "housing fund rate{of}")
_RAISE = Text("调资幅度{of}", "pay rise{of}")
_OF_UNIT = Text("（{unit}）", " of {unit}")
_OF_RANK = Text("（{rank}）", " of {rank}")
_FROM = Text("{what}（自 {month} 起）", "{what} from {month}")
_NOTHING = Text("", "")


@dataclass(frozen=True)
class Target:
    """The figure that a line should have in a year (``None``: the only year there is).

    ``figure`` is in yuan; it stands for the interval of half its last written place either way: the whole fen from
    ``low`` to ``high`` (yuan, both included). ``written`` is the figure as it was written.
    """

    code: str
    year: int | None
    written: str
    figure: Decimal
    low: Decimal
    high: Decimal

    @property
    def least_fen(self) -> int:
        """The smallest whole fen within the interval."""
        return int(self.low * 100)

    @property
    def most_fen(self) -> int:
        """The largest whole fen within the interval."""
        return int(self.high * 100)

    def holds(self, fen: int) -> bool:
        """Whether an amount lies within the interval."""
        return self.least_fen <= fen <= self.most_fen


@dataclass(frozen=True)
class Vary:
    """What may be varied, from a month on (its number; ``None``: January of the first year).

    ``headcount`` of a rank; the housing fund ``rate`` of everybody or of one unit; a pay ``raise`` of everybody active
    or of one rank.
    """

    kind: Kind
    rank: str | None = None
    unit: str | None = None
    since: int | None = None

    @property
    def label(self) -> Text:
        """What is varied, as people read it."""
        rank = label(Rank[self.rank]) if self.rank is not None else None
        if self.kind == "headcount":
            what = _HEADCOUNT.format(rank=rank)
        elif self.kind == "rate":
            what = _RATE.format(of=_OF_UNIT.format(unit=self.unit) if self.unit is not None else _NOTHING)
        else:
            what = _RAISE.format(of=_OF_RANK.format(rank=rank) if rank is not None else _NOTHING)
        return what if self.since is None else _FROM.format(what=what, month=month_text(self.since))


def parse_target(text: str) -> Target:
    """``2210201=400万`` or ``2210201@2025=4,000,000``. Raises ``InputFaults`` with one fault for anything else."""
    parts = _TARGET.fullmatch(re.sub(r"\s+", "", plain(text)))
    if parts is None:
        raise refuse(_NO_TARGET.format(found=quoted(text)))
    printed = parts["number"].replace(",", "")
    unit = _YUAN_IN[parts["unit"]]
    figure, half = Decimal(printed) * unit, half_last_place(printed) * unit
    if figure > _LARGEST_YUAN:
        raise refuse(_TOO_LARGE.format(found=quoted(text)))
    if figure * 100 != (figure * 100).to_integral_value():
        raise refuse(_TOO_FINE.format(found=quoted(text)))
    return Target(
        code=parts["code"],
        year=int(parts["year"]) if parts["year"] else None,
        written=parts["number"] + parts["unit"],
        figure=figure.quantize(_FEN),
        low=(figure - half).quantize(_FEN, ROUND_CEILING),
        high=(figure + half).quantize(_FEN, ROUND_FLOOR),
    )


def parse_vary(text: str) -> Vary:
    """``headcount:staff``, ``rate``, ``rate:单位``, ``raise``, ``raise:staff``, each also with ``@2023-07`` behind it.

    Raises ``InputFaults`` with one fault for anything else.
    """
    try:
        return _vary(text)
    except Refused as refused:
        raise refuse(_NOT_READ.format(found=quoted(text), reason=refused.text)) from refused


def read_question(targets: Iterable[str], varies: Iterable[str]) -> tuple[tuple[Target, ...], tuple[Vary, ...]]:
    """All targets and everything that may be varied. Raises ``InputFaults`` with the faults of all of them."""
    read_targets: list[Target] = []
    read_varies: list[Vary] = []
    faults: list[Fault] = []
    for text in targets:
        try:
            read_targets.append(parse_target(text))
        except InputFaults as found:
            faults.extend(found.faults)
    for text in varies:
        try:
            read_varies.append(parse_vary(text))
        except InputFaults as found:
            faults.extend(found.faults)
    if faults:
        raise InputFaults(faults)
    return tuple(read_targets), tuple(read_varies)


def _vary(text: str) -> Vary:
    what, at, month = plain(text).partition("@")
    word, colon, of = what.partition(":")
    kind = _KINDS.get(word.strip().casefold())
    of = of.strip()
    if kind is None or (colon and not of) or (at and not month.strip()):
        raise Refused(_NO_VARY.format(found=quoted(text)))
    if kind == "headcount" and not of:
        raise Refused(_NO_RANK.format(found=quoted(text)))
    since = whole_month(month.strip()) if at else None
    if kind == "rate":
        return Vary(kind, unit=of or None, since=since)
    return Vary(kind, rank=rank_of(of) if of else None, since=since)
