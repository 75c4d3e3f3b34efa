"""Shares that sentences give: recomputed from what they are shares of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells, place_in_prose
from openfisca_china_personnel.documents.audit.findings import Finding
from openfisca_china_personnel.documents.audit.intervals import Interval, percent_of, spread
from openfisca_china_personnel.documents.audit.stated import interval_of, shown, statement_finding
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.printed import decimals, half_last_place
from openfisca_china_personnel.documents.prose import Statement
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.documents.prose.subjects import Subjects
from openfisca_china_personnel.language import Text


class Shares:
    """Checks every share of one narrative; ``checks`` counts them, ``held`` has their numbers as keys of cells."""

    def __init__(self, cells: Cells, corrected: Mapping[tuple[object, ...], Decimal]) -> None:
        self.cells = cells
        self.corrected = corrected
        self.checks = 0
        self.held: set[tuple[object, ...]] = set()
        self.fitting: dict[str, bool] = {}  # by section: whether any share of it fits, so that its whole is known

    def shares(self) -> Iterator[tuple[int, Finding]]:
        """Shares of what they name, or of the largest amount before them in their section; one cause, one finding."""
        wrong: dict[tuple[str, str], list[tuple[int, Decimal, Decimal]]] = {}
        for index, statement in enumerate(self.cells.statements):
            if statement.share is None or statement.amount is None:
                continue
            wholes = self.wholes(index, statement)
            if not wholes:
                continue
            self.checks += 1
            self.held |= {("prose", index), ("share", index)}
            stated = Interval(statement.share.value, statement.share.half or half_last_place(statement.share.printed))
            part = Interval(self.corrected.get(("prose", index), statement.amount.value), statement.amount.half)
            self.fitting.setdefault(statement.section, False)
            if any((share := spread(percent_of, part, whole)) and stated.meets(share) for whole in wholes):
                self.fitting[statement.section] = True
                continue
            key = (statement.section, statement.of or "")
            exact = percent_of(part.middle, wholes[0].middle)
            wrong.setdefault(key, []).append((index, exact, wholes[0].middle))
        for found in wrong.values():
            yield found[0][0], self.wrong_shares(found)

    def wholes(self, index: int, statement: Statement) -> list[Interval]:
        """What a share can be of, the likeliest first; nothing where it names what the document does not have."""
        if found := self.named(statement):
            return found
        earlier = [
            (other, Interval(self.corrected.get(("prose", n), other.amount.value), other.amount.half))
            for n, other in enumerate(self.cells.statements[:index])
            if other.amount is not None and other.amount.value
        ]
        if statement.of:
            same = [(other, whole) for other, whole in reversed(earlier) if _is_whole(other.subject, statement.of)]
            if same or not _TOTAL_WORDS.search(statement.of):
                return [whole for _, whole in sorted(same, key=lambda each: each[0].section != statement.section)]
            return [
                whole
                for other, whole in earlier
                if other.passage == statement.passage and other.share is None and _TOTAL_WORDS.search(other.subject)
            ][-1:]
        inside = [whole for other, whole in earlier if other.section == statement.section and other.share is None]
        return sorted(inside, key=lambda whole: whole.middle, reverse=True)

    def wrong_shares(self, found: list[tuple[int, Decimal, Decimal]]) -> Finding:
        """One finding for all shares of one whole."""
        first = self.cells.statements[found[0][0]]
        assert first.share is not None
        listed = [self.cells.statements[index] for index, _, _ in found]
        stated = "、".join(s.share.printed for s in listed if s.share is not None)
        right = "、".join(shown(exact) for _, exact, _ in found)
        names = "、".join(s.subject for s in listed)
        text = _SHARES.format(
            names=names, of=(first.of or "合计").replace("“", "").replace("”", ""), stated=stated, computed=right
        )
        other = self.other_whole(listed)
        if other is not None and other.value != found[0][2]:
            remark = _SHARES_OF.format(name=other.name, value=other.shown(other.value), unit=other.unit)
            text = Text(text.zh + remark.zh, f"{text.en} {remark.en}")
        near = all(
            abs(s.share.value - exact) < Decimal(1).scaleb(-decimals(s.share.printed))
            for s, (_, exact, _) in zip(listed, found, strict=True)
            if s.share is not None
        )
        if near:
            text = Text(text.zh + _LAST_PLACE.zh, f"{text.en} {_LAST_PLACE.en}")
        finding = statement_finding(
            first,
            "share",
            "inconsistent" if near or not self.certain(first) else "error",
            text,
            first.share,
            stated=first.share.value,
            computed=found[0][1],
        )
        places = tuple(place_in_prose(s, s.share) for s in listed[1:])
        return finding.with_remark(Text("", ""), places)

    def certain(self, statement: Statement) -> bool:
        """Whether it is known what a share is of."""
        return self.fitting.get(statement.section, False) or bool(self.named(statement))

    def named(self, statement: Statement) -> list[Interval]:
        """The figures that the words of a share name."""
        if not statement.of:
            return []
        subjects = Subjects(self.cells.document)
        named = subjects.of_label(statement.of, statement.section, statement.of)
        cells = [self.cells.of_table(t.table, t.row, t.column) for t in named.targets]
        return [Interval(cell.value, cell.half) for cell in cells if cell is not None and cell.value]

    def other_whole(self, listed: list[Statement]) -> Cell | None:
        """The figure in the same table that all shares are of."""
        target = listed[0].targets[0] if listed[0].targets else None
        if target is None:
            return None
        table = self.cells.document.tables[target.table]
        row = next((n for n, each in enumerate(table.rows) if each.code == TOTAL), None)
        for column in table.columns if row is not None else ():
            cell = self.cells.of_table(target.table, row or 0, column)
            if cell is None or not cell.value:
                continue
            fits = [
                share.meets(Interval(s.share.value, half_last_place(s.share.printed) * 2))
                for s in listed
                if s.share is not None and s.amount is not None
                if (share := spread(percent_of, interval_of(s.amount), Interval(cell.value, cell.half)))
            ]
            if fits and all(fits):
                return cell
        return None


_TOTAL_WORDS = re.compile(r"总支出|支出总|总预算|总收入|收入总|合计|总计")


def _whole_name(name: str) -> str:
    """A whole as a share and a statement name it alike."""
    bare = re.sub(r"^(?:本|我)?(?:部门|单位)", "", bare_name(name))
    return re.sub(r"预算|决算|支出|总额|总计|合计|总|的|数", "", bare) or ("收入" if "收入" in bare else "支出")


def _is_whole(subject: str, of: str) -> bool:
    """Whether a statement is of what a share names, perhaps with more words before it."""
    name, mine = _whole_name(of), _whole_name(subject)
    return mine == name or (len(name) > 1 and mine.endswith(name) and name not in ("收入", "支出"))


_SHARES = Text(
    "占“{of}”的比例：{names}列为{stated}（%），按所列数字计算应为{computed}（%）。",
    "the share(s) of {names} in “{of}” are given as {stated} %; the figures make {computed} %.",
)
_LAST_PLACE = Text(
    "差在末位，可能为使各项合计等于100%而调整。",
    "Only the last place differs, perhaps to make all shares add up to 100 %.",
)
_SHARES_OF = Text("文中比例实为占{name}（{value}{unit}）的比例。", "The stated shares are of {name} ({value} {unit}).")
