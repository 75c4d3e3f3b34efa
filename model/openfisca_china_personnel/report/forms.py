"""The formats that a result can take."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any, Literal, get_args

import simplejson
from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.report.layout import Cell, Report, Section

Format = Literal["table", "json", "csv", "md"]
FORMATS: tuple[str, ...] = get_args(Format)

_NOTES = Text("说明", "Notes")
_LINES = Text("科目", "lines")
_ROWS = Text("名册行", "rows")
_MONTHS = Text("月份", "months")
_GRADE = Text("级别", "grade")
_MARKDOWN_MARKS = re.compile(r"[\\|<*`]")
# The full-width forms count in the Chinese Excel.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MOST_ROWS = 12
_WIDTH_WITHOUT_TERMINAL = 140
_LEAST_TEXT_WIDTH = 16


def shown(report: Report, data: Any, form: Format, language: Language, *, width: int | None = None) -> str:
    """A result in one format: ``data`` is what JSON shows, ``report`` what people read."""
    if form == "json":
        return as_json(data)
    if form == "csv":
        return _as_csv(report, language)
    if form == "md":
        return _as_markdown(report, language)
    return _as_table(report, language, width)


def as_json(data: Any) -> str:
    """JSON with money as numbers of two decimals, digit by digit, and Chinese as it is."""
    return simplejson.dumps(data, ensure_ascii=False, indent=2, use_decimal=True, allow_nan=False) + "\n"


def _as_table(report: Report, language: Language, width: int | None) -> str:
    page = width or _WIDTH_WITHOUT_TERMINAL
    console = Console(file=io.StringIO(), width=page, color_system=None, legacy_windows=False, emoji=False)
    for section in report.sections:
        if any(column.sentence for column in section.columns):
            console.print(_rich_list(section, language))
            continue
        table = _rich_table(section, language)
        # A table that does not fit runs over the edge: rich would cut off digits.
        console.width = max(page, _least_width(table))
        console.print(RichText(section.title.in_(language)))
        console.print(table)
        console.print()
    console.width = page
    if report.notes:
        console.print(_rich_notes(report.notes, language))
    file = console.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def _rich_table(section: Section, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    rows = [[_cell(value, language, grouped=True) for value in row] for row in section.rows]
    for place, column in enumerate(section.columns):
        heading = column.heading.in_(language)
        is_whole = place == 0 or column.amounts
        longest = max(cell_len(text) for text in (heading, *(row[place] for row in rows)))
        table.add_column(
            RichText(heading),
            justify="right" if column.amounts else "left",
            no_wrap=is_whole,
            overflow="fold",
            min_width=longest if is_whole else min(longest, _LEAST_TEXT_WIDTH),
        )
    for row in rows:
        table.add_row(*[RichText(cell) for cell in row])
    return table


def _rich_list(section: Section, language: Language) -> RenderableType:
    """Rows that end in a sentence: what is known of each on a line, under its headings, and the sentence below it."""
    lines: list[RenderableType] = [RichText(section.title.in_(language)), RichText("")]
    for number, row in enumerate(section.rows, start=1):
        told, sentences = [], []
        for column, value in zip(section.columns, row, strict=True):
            if value is None:
                continue
            cell = _cell(value, language, grouped=True)
            if column.sentence:
                sentences.append(cell)
            else:
                told.append(cell if column is section.columns[0] else f"{column.heading.in_(language)} {cell}")
        lines.append(RichText(f"{number}. " + "  ".join(told), overflow="fold"))
        lines.extend(Padding(RichText(sentence, overflow="fold"), (0, 0, 0, 3)) for sentence in sentences)
        lines.append(RichText(""))
    return Group(*lines)


def _least_width(table: Table) -> int:
    between = 3
    return sum((column.min_width or 0) + between for column in table.columns)


def _rich_notes(notes: tuple[Note, ...], language: Language) -> RenderableType:
    lines: list[RenderableType] = [RichText(_NOTES.in_(language))]
    for number, note in enumerate(notes, start=1):
        # No space after a Chinese number: a line would break there rather than between characters.
        mark = f"{number}、" if language == "zh" else f"{number}. "
        lines.append(Padding(RichText(mark + _note_line(note, language), overflow="fold"), (0, 0, 0, 2)))
    return Group(*lines)


def _as_markdown(report: Report, language: Language) -> str:
    parts = []
    for section in report.sections:
        heads = [column.heading.in_(language) for column in section.columns]
        rule = ["---:" if column.amounts else "---" for column in section.columns]
        rows = [[_cell(value, language, grouped=True) for value in row] for row in section.rows]
        body = "\n".join(_markdown_row(cells) for cells in (heads, rule, *rows))
        parts.append(f"### {_markdown(section.title.in_(language))}\n\n{body}\n")
    if report.notes:
        lines = [_markdown(_note_line(note, language)) for note in report.notes]
        listed = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
        parts.append(f"### {_NOTES.in_(language)}\n\n{listed}\n")
    return "\n".join(parts)


def _markdown_row(cells: list[str]) -> str:
    return "| " + " | ".join(_markdown(cell) for cell in cells) + " |"


def _markdown(text: str) -> str:
    """Text in one line in which nothing is taken for a mark."""
    return _MARKDOWN_MARKS.sub(r"\\\g<0>", " ".join(text.splitlines()))


def _as_csv(report: Report, language: Language) -> str:
    """Every section under its own header, a blank line between two; amounts plain, notes in the last section."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for place, section in enumerate(report.sections):
        if place:
            writer.writerow([])
        writer.writerow([_guarded(None, column.heading.in_(language)) for column in section.columns])
        for row in section.rows:
            writer.writerow([_guarded(value, _cell(value, language, grouped=False)) for value in row])
    if report.notes:
        writer.writerow([])
        writer.writerow([_NOTES.in_(language)])
        for note in report.notes:
            writer.writerow([_guarded(None, _note_line(note, language))])
    return text.getvalue()


def _guarded(value: Cell, cell: str) -> str:
    """Text from a roster or a document must not act as a formula when a spreadsheet opens the file."""
    is_text = not isinstance(value, (Decimal, int))
    return f"'{cell}" if is_text and cell.startswith(_FORMULA_SIGNS) else cell


def _cell(value: Cell, language: Language, *, grouped: bool) -> str:
    if value is None:
        return "—" if grouped else ""
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, Decimal):
        return f"{value:,f}" if grouped else f"{value:f}"
    return str(value)


def _note_line(note: Note, language: Language) -> str:
    places = []
    if note.lines:
        places.append(f"{_LINES.in_(language)} {' '.join(note.lines)}")
    if note.rows:
        places.append(f"{_ROWS.in_(language)} {_spans(note.rows)}")
    if note.months:
        places.append(f"{_MONTHS.in_(language)} {_month_spans(note.months)}")
    if note.grade:
        places.append(f"{_GRADE.in_(language)} {note.grade}")
    where = "；".join(places) if language == "zh" else "; ".join(places)
    brackets = "（{}）" if language == "zh" else " ({})"
    return note.text.in_(language) + (brackets.format(where) if where else "")


def _spans(rows: tuple[int, ...]) -> str:
    """Rows with runs drawn together: 2–5, 9; the first ones only where there are many."""
    spans: list[tuple[int, int]] = []
    for row in sorted(rows):
        if spans and row == spans[-1][1] + 1:
            spans[-1] = spans[-1][0], row
        else:
            spans.append((row, row))
    texts = [str(a) if a == b else f"{a}–{b}" for a, b in spans[:_MOST_ROWS]]
    return ", ".join(texts) + (f" … ({len(rows)})" if len(spans) > _MOST_ROWS else "")


def _month_spans(months: tuple[str, ...]) -> str:
    numbers = sorted(int(month[:4]) * 12 + int(month[5:]) - 1 for month in months)
    texts: list[str] = []
    start = previous = numbers[0]
    for number in [*numbers[1:], -1]:
        if number == previous + 1:
            previous = number
            continue
        first, last = (f"{n // 12}-{n % 12 + 1:02d}" for n in (start, previous))
        texts.append(first if start == previous else f"{first}–{last}")
        start = previous = number
    return ", ".join(texts)
