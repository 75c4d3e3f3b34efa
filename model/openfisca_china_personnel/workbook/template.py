"""Templates to fill in: a roster, a scenario, and the workbook that is both and takes published figures too."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Literal

from xlsxwriter.workbook import Workbook

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.subjects import LINES, functional_code
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.workbook.people_columns import EXAMPLE_UNITS, MEANINGS, examples
from openfisca_china_personnel.workbook.sheet_changes import examples as example_changes
from openfisca_china_personnel.workbook.sheet_changes import write_changes
from openfisca_china_personnel.workbook.sheet_figures import write_figures_sheet
from openfisca_china_personnel.workbook.sheet_guide import write_guide
from openfisca_china_personnel.workbook.sheet_law import parameter_names, parameter_source, write_law
from openfisca_china_personnel.workbook.sheet_names import CHANGES, FIGURES, GUIDE, LAW, PEOPLE
from openfisca_china_personnel.workbook.sheet_people import in_words, write_people
from openfisca_china_personnel.workbook.sheet_words import set_list_columns, write_lists
from openfisca_china_personnel.workbook.styles import ACCENT, Styles
from openfisca_china_personnel.workbook.template_scenario import scenario_text
from openfisca_china_personnel.workbook.word_lists import RANKS

FIRST_YEAR, LAST_YEAR = 2015, 2100
_WORDS = "可选的词"

Kind = Literal["roster", "scenario", "workbook"]
ENDINGS: dict[Kind, tuple[str, ...]] = {
    "roster": (".csv", ".xlsx"),
    "scenario": (".yaml", ".yml"),
    "workbook": (".xlsx",),
}
"""What the file of each template may end in."""

_ENDING = Text(
    "{kind}模板的扩展名应为 {endings}，不是“{ending}”", "a {kind} template ends in {endings}, not “{ending}”"
)
_KIND_NAMES = {
    "roster": Text("名册", "roster"),
    "scenario": Text("情景", "scenario"),
    "workbook": Text("工作簿", "workbook"),
}
_YEAR = Text("年度应在 {first} 至 {last} 之间", "the year must lie from {first} to {last}")
_TITLES = {
    "roster": Text("名册", "Roster"),
    "workbook": Text("人员经费测算工作簿", "Personnel budget workbook"),
}


def template(kind: Kind, ending: str, language: Language, year: int | None = None) -> bytes:
    """The template of a kind as a file of this ending (``.xlsx``); ``year`` is the workbook's.

    Raises ``InputFaults`` for an ending that the kind does not have.
    """
    _check_ending(kind, ending)
    if kind == "roster":
        return roster_template(ending, language)
    return scenario_template(language) if kind == "scenario" else workbook_template(language, year)


def roster_template(ending: str, language: Language) -> bytes:
    """A roster to fill in, as a file of this ending (``.csv`` or ``.xlsx``): headings and example rows that compute.

    Raises ``InputFaults`` for any other ending.
    """
    _check_ending("roster", ending)
    if ending.casefold() == ".csv":
        return _csv(language).encode("utf-8-sig")
    buffer, book, styles = _begun("roster", language)
    people, words = book.add_worksheet(PEOPLE), book.add_worksheet(_WORDS)
    set_list_columns(words, styles)
    ranges = write_lists(words, styles, 0)
    write_people(people, styles, examples(language), ranges[RANKS.name])
    book.close()
    return buffer.getvalue()


def scenario_template(language: Language) -> bytes:
    """A scenario file with remarks and an example of each kind of change, in YAML; keys in the language."""
    return scenario_text(language).encode("utf-8")


def workbook_template(language: Language, year: int | None = None) -> bytes:
    """The workbook for a budget year (this one unless given): explanations, people, changes, figures, law.

    Raises ``InputFaults`` for a year that no budget is computed for.
    """
    if year is None:
        year = datetime.date.today().year  # noqa: DTZ011 - the desk's own day
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse(_YEAR.format(first=FIRST_YEAR, last=LAST_YEAR))
    parameters = baseline().parameters
    buffer, book, styles = _begun("workbook", language)
    sheets = {name: book.add_worksheet(name) for name in (GUIDE, PEOPLE, CHANGES, FIGURES, LAW)}
    for name in (PEOPLE, CHANGES, FIGURES):
        sheets[name].set_tab_color("#E6B422")
    for name in (GUIDE, LAW):
        sheets[name].set_tab_color(ACCENT)
    ranges = write_guide(sheets[GUIDE], styles, year)
    write_people(sheets[PEOPLE], styles, examples(language), ranges[RANKS.name])
    write_changes(
        sheets[CHANGES],
        styles,
        example_changes(year, language),
        years=str(year),
        parameter_source=parameter_source(parameters, LAW),
        parameter_names=parameter_names(parameters, language),
        rank_source=ranges[RANKS.name],
    )
    lines = [(functional_code(parameters, line, year), line.name) for line in LINES]
    own = EXAMPLE_UNITS[0].in_(language)
    write_figures_sheet(sheets[FIGURES], styles, lines, unit=own, year=year)
    write_law(sheets[LAW], styles, parameters, f"{year}-01-01")
    book.close()
    return buffer.getvalue()


def _check_ending(kind: Kind, ending: str) -> None:
    if ending.casefold() not in ENDINGS[kind]:
        endings = Text(" 或 ".join(ENDINGS[kind]), " or ".join(ENDINGS[kind]))
        raise refuse(_ENDING.format(kind=_KIND_NAMES[kind], endings=endings, ending=ending))


def _begun(name: str, language: Language) -> tuple[io.BytesIO, Workbook, Styles]:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    # The same template is the same file, whenever it is written.
    created = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    book.set_properties({"title": _TITLES[name].in_(language), "created": created})
    return buffer, book, Styles(book, language)


def _csv(language: Language) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(meaning.heading(language) for meaning in MEANINGS)
    for row in examples(language):
        names = [meaning.column.name for meaning in MEANINGS]
        writer.writerow(
            in_words(meaning, row[name], language) if name in row else ""
            for name, meaning in zip(names, MEANINGS, strict=True)
        )
    return text.getvalue()
