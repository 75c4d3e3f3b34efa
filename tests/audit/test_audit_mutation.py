"""Published documents with one figure changed by one unit of its last place: the change is found where it was made."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from audit.made_document import figures, with_figure, with_number
from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.documents.audit import Finding, Place, audit
from openfisca_china_personnel.documents.prose import read_statements

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "documents"
# Documents whose tables agree with themselves, or nearly: where a figure is wrong already, changing it may mend it.
NAMES = ("nia-2023.txt", "js-rd-2018.pdf", "js-fy-2019.pdf", "sh-putuo-sfj-2026-unit.pdf")
SAMPLE = 12
LEAST = 5
CAUGHT = Decimal("0.95")

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")


@pytest.fixture(scope="module", params=NAMES)
def published(request) -> Document:
    return read_document(FOLDER / request.param)


def test_a_changed_figure_of_a_table_is_found_at_its_place(published: Document):
    held = sample([figure for figure in figures(published) if covered(published, *figure)])
    missed = []
    for table, row, column in held:
        line = published.tables[table].rows[row]

        def here(place: Place, line=line, column=column) -> bool:
            return (place.line, place.column) == (line.line, column)

        if not noticed(published, with_figure(published, table, row, column, 1), here):
            missed.append((table, line.code, column))
    assert len(missed) <= (1 - CAUGHT) * len(held), missed


def test_a_changed_amount_of_a_sentence_about_a_table_is_found_on_its_line(published: Document):
    held = sample(list(amounts(published)))
    missed = []
    for index, start, end in held:
        number = published.prose[index].number
        page = published.prose[index].page
        changed = with_number(published, index, start, end, 1)
        if not noticed(
            published, changed, lambda place, page=page, number=number: (page, number) == (place.page, place.line)
        ):
            missed.append(published.prose[index].text)
    assert len(missed) <= (1 - CAUGHT) * len(held), missed


def sample(found: list[tuple]) -> list[tuple]:
    assert len(found) >= LEAST
    return random.Random(20).sample(found, min(SAMPLE, len(found)))


def covered(made: Document, table: int, row: int, column: str) -> bool:
    """Whether the audit says that something holds the figure; those of lines in question are left out."""
    line = made.tables[table].rows[row]
    return (line.page or made.tables[table].page, line.line, column) not in uncovered(made)


def uncovered(made: Document) -> set[tuple[int | None, int | None, str | None]]:
    if id(made) not in _UNCOVERED:
        report = audit(made)
        places = [*report.uncovered, *(place for finding in report.findings for place in finding.where)]
        _UNCOVERED[id(made)] = {(place.page, place.line, place.column) for place in places}
    return _UNCOVERED[id(made)]


_UNCOVERED: dict[int, set[tuple[int | None, int | None, str | None]]] = {}


def amounts(made: Document) -> Iterator[tuple[int, int, int]]:
    """Every amount printed just as the table figure that it speaks of: line, first and last character."""
    lines = {(line.page, line.number): n for n, line in enumerate(made.prose)}
    for statement in read_statements(made.prose, made):
        amount, target = statement.amount, statement.targets[:1]
        if amount is None or not target or Decimal(amount.printed) == 0:
            continue
        printed = made.tables[target[0].table].rows[target[0].row].values.get(target[0].column)
        index = lines[amount.at.page, amount.at.number]
        text = made.prose[index].text
        if printed is not None and printed == amount.printed and text.count(amount.printed) == 1:
            start = text.index(amount.printed)
            yield index, start, start + len(amount.printed)


def noticed(made: Document, changed: Document, here: Callable[[Place], bool]) -> bool:
    if id(made) not in _KNOWN:
        _KNOWN[id(made)] = {said(finding) for finding in audit(made).findings}
    known = _KNOWN[id(made)]
    new = [finding for finding in audit(changed).findings if said(finding) not in known]
    return any(here(place) for finding in new for place in finding.where)


_KNOWN: dict[int, set[tuple[str, str]]] = {}


def said(finding: Finding) -> tuple[str, str]:
    return finding.check, finding.text.zh
