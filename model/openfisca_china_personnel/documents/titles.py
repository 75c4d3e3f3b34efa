"""What stands over a drawn table: its title, number, unit of amounts and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.kinds import kind_of_title, without_serial
from openfisca_china_personnel.documents.printed import AMOUNT_UNITS, AmountUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line

_LABEL = re.compile(r"(?:[^表]{0,10}?公开|附件?|.{0,4}(?:预算|决算))?(?:表(\d+(?:-\d+)?)|(\d+(?:-\d+)?)表)[::.、]?")
_UNIT = re.compile(r"单位[::]?\(?(?:人民币)?(万元|千元|元)|[(,](?:人民币)?(万元|千元|元)\)$|金额\((万元|千元|元)\)")
_CUT_UNIT = re.compile(r"单位[::]?(?:人民币)?([万千])$")
_TITLE = re.compile(r".{2,60}表(?:\([^()]*\))?(?:\(续\)|续表)?")
# What may stand on the title's line behind it: the table's number, whose it is, the unit of amounts.
_LABEL_BESIDE = re.compile(r"(?<=[表)])(?:预算|决算)?(?:公开|附)?(?:(\d+(?:-\d+)?)表|表(\d+(?:-\d+)?))$")
_BESIDE = re.compile(
    _LABEL_BESIDE.pattern
    + r"|\(?(?:金额)?单位[::](?:人民币)?[万千]?元\)?$|(?:编制|填报|预算)?(?:单位|部门)(?:名称)?[::].*$"
)
_SENTENCE = re.compile(r"[。;]|本表|此表|[,,].*[,,].*[,,]")
_SECTION = re.compile(r"第[一二三四五六七八九十]+部分|目录|.*\.{3,}.*|.*…{2,}.*")
_NAMED_IN_FULL = frozenset({"general", "basic", "expenditure"})
_LINES_LOOKED_AT = 12
_PAGE_NUMBER = re.compile(r"-?\d{1,3}-?|第\d+页.*|\d{1,3}/\d{1,3}|共\d+页")


@dataclass(frozen=True)
class Over:
    """What the lines over a table say of it; ``first`` is the line of its title."""

    title: str | None = None
    number: str | None = None
    amount_unit: AmountUnit | None = None
    first: Line | None = None


def over_table(lines: Sequence[Line]) -> Over:
    """Title, number and unit of amounts from the lines before a table, the nearest first."""
    near = [line for line in lines if not _PAGE_NUMBER.fullmatch(line.joined)][-_LINES_LOOKED_AT:]
    index = next((i for i in range(len(near) - 1, -1, -1) if _is_title(near, i)), None)
    if index is None:
        named = _named_without_table(near)
        title = None if named is None else "".join(named.printed.split())
        return Over(title, amount_unit=_amount_unit(near[-4:]), first=named)
    title, first = _whole_title(near, index)
    around = near[max(0, first - 2) :]
    return Over(title, _number(around, title), _amount_unit(near[first:]) or _amount_unit(around), near[first])


def _named_without_table(lines: Sequence[Line]) -> Line | None:
    """The line next over a table that names it and lacks the word 表."""
    nearest = next((line for line in reversed(lines) if not is_over_table(line.joined)), None)
    if nearest is None or _SENTENCE.search(nearest.joined) or _bare(nearest.joined) != nearest.joined:
        return None
    return nearest if kind_of_title(f"{nearest.joined}表") in _NAMED_IN_FULL else None


def without_label(text: str) -> str:
    """A line less the table's label and serial number."""
    return _bare(text)


def is_over_table(text: str) -> bool:
    """Whether a line (without spaces) is a label, a statement of the unit or of whose table it is."""
    stated = _UNIT.search(text) is not None or re.match(r"(?:编制|填报|预算)?(?:单位|部门)(?:名称)?:", text) is not None
    return stated or _LABEL.fullmatch(text) is not None or _CUT_UNIT.search(text) is not None


def is_title(text: str) -> bool:
    """Whether a line (in ordinary characters, without spaces) can be a table's title."""
    bare = _bare(text)
    if _SENTENCE.search(bare) or _LABEL.fullmatch(text) or _SECTION.fullmatch(bare):
        return False
    return _TITLE.fullmatch(bare) is not None and "单位:" not in bare


def _is_title(lines: Sequence[Line], index: int) -> bool:
    return (_bare(lines[index].joined) == "表" and index > 0) or is_title(lines[index].joined)


def _whole_title(lines: Sequence[Line], index: int) -> tuple[str, int]:
    """The title as printed without spaces, and its first line: it may be cut over two lines."""
    first = index
    text = "".join(lines[index].printed.split())
    short = len(text) < 8 and kind_of_title(text) is None
    if _bare(lines[index].joined) == "表" or (short and index and _is_first_half(lines[index - 1])):
        first = index - 1
    printed = "".join("".join(line.printed.split()) for line in lines[first : index + 1])
    start, end = _title_within("".join(line.joined for line in lines[first : index + 1]))
    return printed[start:end], first


def _is_first_half(line: Line) -> bool:
    text = line.joined
    return len(text) > 10 and not _SENTENCE.search(text) and "单位" not in text[-8:] and "预算" in text


def _bare(text: str) -> str:
    """A line less the table's label, serial number, and what stands beside the title."""
    start, end = _title_within(text)
    return text[start:end]


def _title_within(text: str) -> tuple[int, int]:
    """Where in a line the title begins and ends: without label and serial number, owner and unit of amounts."""
    end = len(text)
    while (beside := _BESIDE.search(text[:end])) is not None and "表" in text[: beside.start()]:
        end = beside.start()
    bare = re.sub(r"^(?:.{0,6}?公开)?(?:附?表\d+(?:-\d+)?|\d+(?:-\d+)?表)[::.、]?(?=\D)", "", text[:end])
    bare = without_serial(re.sub(r"^第[一二三四五六七八九十]+部分", "", bare))
    return end - len(bare), end


def _number(lines: Sequence[Line], title: str) -> str | None:
    for line in reversed(lines):
        match = _LABEL.fullmatch(line.joined) or re.match(
            r"(?:.{0,6}?公开)?附?(?:表(\d+(?:-\d+)?)|(\d+)表)(?=\D)", line.joined
        )
        match = match or (_LABEL_BESIDE.search(line.joined) if title in "".join(line.printed.split()) else None)
        if match is not None:
            return match.group(1) or match.group(2)
    own = next((line.joined for line in lines if line.joined.endswith(title[-8:])), "")
    serial = re.match(r"(\d{1,2})[.、]", own)
    return serial.group(1) if serial else None


def _amount_unit(lines: Sequence[Line]) -> AmountUnit | None:
    for line in reversed(lines):
        match = _UNIT.search(line.joined)
        if match is not None:
            stated = next(group for group in match.groups() if group)
            return next(unit for unit in AMOUNT_UNITS if unit == stated)
    for index, line in enumerate(lines):
        cut = _CUT_UNIT.search(line.joined)
        if cut is not None and any(after.joined.endswith("元") for after in lines[index + 1 : index + 3]):
            return "万元" if cut.group(1) == "万" else "千元"
    return None
