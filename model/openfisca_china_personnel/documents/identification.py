"""Whose document it is, of which year, and whether budget or final accounts: from titles, labels and prose."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.table_text import owner_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openfisca_china_personnel.documents.document import DocumentKind
    from openfisca_china_personnel.documents.lines import Line

_CHINESE_YEAR = re.compile(r"二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2}(?=年)")
_YEAR_DIGITS = str.maketrans("〇○零Oo0一二三四五六七八九", "000000123456789")
_YEAR = r"(?<![较比与和同])(20\d\d)年(?:度)?"
_FORM = r"(预算|决算)"

# From the surest to the weakest statement of year and kind.
_DATED = (
    re.compile(rf"{_YEAR}(?:单位|部门){_FORM}"),
    re.compile(rf"{_YEAR}[^,。;:()\d]{{2,30}}?(?:单位|部门){_FORM}"),
    re.compile(rf"{_YEAR}(?:单位|部门)?(?:一般公共预算)?(?:财政拨款)?(?:收支|收入|支出|经费|年初|综合)?总?{_FORM}"),
)
# A short document may name its year in its title only, or beside the three public expenses.
_SHORT_TITLE = re.compile(rf"[^,。;]{{0,25}}{_YEAR}[^,。;]{{0,25}}(?:预算|决算|“?三公”?经费)[^,。;]{{0,20}}")
_YEAR_OF_EXPENSES = re.compile(rf"{_YEAR}[^,。;:]{{0,30}}?(?:“三公”|三公)")
_TITLE_LINES = 5

_SUBJECT = r"([^\d,。;:、\"“”‘’()《》\[\]%]{2,30}?)"
_WHAT = r"(?:(?:财政拨款)?(?:收支|收入|支出)总?(?:预算|决算)|一般公共预算|机关运行经费|政府采购)"
_BRACKET = r"(?:\((?:本级|机关|本部|部门|单位)\))?"
_ENDING = r"(?:信息|公开|表|报告|说明|情况)*"
_COVERS = (
    re.compile(rf"(?:第.部分)?{_SUBJECT}({_BRACKET}){_YEAR}(?:单位|部门)?{_FORM}{_ENDING}"),
    re.compile(rf"(?:第.部分)?{_YEAR}{_SUBJECT}({_BRACKET})(?:单位|部门)?{_FORM}{_ENDING}"),
)
_BARE_COVER = re.compile(rf"{_YEAR}(?:区级|市级|县级|省级)?(?:单位|部门){_FORM}{_ENDING}")
_PROSE = (
    re.compile(rf"(?:^|[,。;:、)]){_SUBJECT}{_YEAR}{_WHAT}"),
    re.compile(rf"(?:^|[,。;:、)]){_YEAR}{_SUBJECT}{_WHAT}"),
)
_PROSE_HEADING = re.compile(
    r"第.{1,3}部分.{0,30}|(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]\)|\d+[.、])[^。;,]{0,40}[^。;,:、]"
)
_NOT_A_UNIT = re.compile(
    r"^(?:本|我|该|各|全)?(?:单位|部门|局|委|院|厅|办|机关|省|市|区|县)?$|第.{1,3}部分|概况|附件|目录|[×○*]|XX|xx"
)
_ORGANISATION = re.compile(
    r"(?:[局委办厅部院署所校学处站队会社馆团台库司行园镇乡]|办公室|中心|机关|本级|政府|街道|银行|总队|支队|大队)(?:\((?:本级|机关|本部)\))?$"
)
_IS_YEAR_OR_FORM = re.compile(rf"20\d\d|{_FORM}")
_LONGEST_UNIT = 30
_COVER_WEIGHT = 20
_LABEL_WEIGHT = 10


def year_and_kind(lines: Sequence[Line]) -> tuple[int | None, DocumentKind]:
    """The year and kind that the document names most often in its surest wording.

    Where nothing says 决算 the document is a budget: final accounts cannot be published without the word.
    """
    text = re.sub(r"\((部门|单位)\)", r"\1", _arabic("".join(line.joined for line in lines)))
    for pattern in _DATED:
        named = Counter((int(match.group(1)), match.group(2)) for match in pattern.finditer(text))
        if named:
            (year, form), _ = max(named.items(), key=lambda item: (item[1], item[0][0]))
            return year, "final_accounts" if form == "决算" else "budget"
    kind: DocumentKind = "final_accounts" if text.count("决算") > text.count("预算") else "budget"
    titles = [match for line in lines[:_TITLE_LINES] if (match := _SHORT_TITLE.fullmatch(_arabic(line.joined)))]
    years = {int(match.group(1)) for match in (*titles[:1], *_YEAR_OF_EXPENSES.finditer(text))}
    return (years.pop() if len(years) == 1 else None), kind


def unit_name(lines: Sequence[Line]) -> str | None:
    """The unit that the cover, the tables' own lines or the prose name; None where none does."""
    votes: Counter[str] = Counter()
    for name, _ in _on_covers(lines):
        votes[name] += _COVER_WEIGHT
    for name, _ in _in_labels(lines):
        votes[name] += _LABEL_WEIGHT
    text = _arabic("".join(_as_sentence(line.joined) for line in lines))
    for pattern in _PROSE:
        for match in pattern.finditer(text):
            votes[next(group for group in match.groups() if not group.isdecimal())] += 1
    named = {name: count for name, count in votes.items() if _is_unit(name)}
    return max(named, key=lambda name: (named[name], len(name))) if named else None


def units_named(lines: Sequence[Line]) -> tuple[tuple[str, Line], ...]:
    """Every unit that a title or a table's own line names, with the line."""
    return tuple((name, line) for name, line in (*_on_covers(lines), *_in_labels(lines)) if _is_unit(name))


def _in_labels(lines: Sequence[Line]) -> Iterable[tuple[str, Line]]:
    """The lines of tables that name whose they are."""
    return ((owner, line) for line in lines if (owner := owner_named(line)) is not None)


def _on_covers(lines: Sequence[Line]) -> Iterable[tuple[str, Line]]:
    """Titles on a line of their own, or with the unit's name on the line before or after."""
    for index, line in enumerate(lines):
        for text in (line.joined, (lines[index - 1].joined if index else "") + line.joined):
            for pattern in _COVERS:
                match = pattern.fullmatch(_arabic(text))
                if match is not None:
                    yield _named(match), line
        if _BARE_COVER.fullmatch(_arabic(line.joined)) and index + 1 < len(lines):
            after = lines[index + 1].joined
            if len(after) <= _LONGEST_UNIT and re.fullmatch(_SUBJECT + _BRACKET, after):
                yield after, lines[index + 1]


def _named(match: re.Match[str]) -> str:
    """The unit of a title, with what a bracket says of it unless that only says that it is one."""
    name, bracket = (group or "" for group in match.groups() if group is None or not _IS_YEAR_OR_FORM.fullmatch(group))
    return name + ("" if bracket in ("(部门)", "(单位)") else bracket)


def _as_sentence(line: str) -> str:
    """A heading within the prose ends without a sign; it must not run into the sentence under it."""
    return f"。{line}。" if _PROSE_HEADING.fullmatch(line) else line


def _is_unit(name: str) -> bool:
    return _NOT_A_UNIT.search(name) is None and _ORGANISATION.search(name) is not None


def _arabic(text: str) -> str:
    return _CHINESE_YEAR.sub(lambda match: match.group().translate(_YEAR_DIGITS), text)
