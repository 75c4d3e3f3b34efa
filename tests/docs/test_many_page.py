"""docs/many.md against the program: its columns, endings and limits are those that hold."""

from __future__ import annotations

import re

from docs.markdown import page, tables
from openfisca_china_personnel.documents import limits, packages, pdf_reader, pdf_streams
from openfisca_china_personnel.documents.many.columns import FIGURES, FINDINGS, LongColumn
from openfisca_china_personnel.documents.many.files import ENDINGS

PAGE = "docs/many.md"


def names(header: str) -> list[str]:
    (table,) = (table for table in tables(PAGE) if table[0][0] == header)
    return [name for row in table[1:] for name in re.findall(r"`(\w+)`", row[0])]


def in_files(columns: tuple[LongColumn, ...]) -> list[str]:
    return [each.name.removesuffix("_zh") for each in columns if not each.name.endswith("_en")]


def test_the_columns_listed_are_those_of_the_tables() -> None:
    assert names("figures") == in_files(FIGURES)
    assert names("findings") == in_files(FINDINGS)


def test_the_endings_listed_are_those_read() -> None:
    for ending in ENDINGS:
        assert ending.removesuffix(".yml") in page(PAGE)


def test_the_limits_listed_are_those_that_hold() -> None:
    (table,) = (table for table in tables(PAGE) if table[0][0] == "limit")
    shown = [int(re.sub(r"\D", "", row[1])) for row in table[1:]]
    million = 1_000_000
    assert shown == [
        limits.USUAL.seconds,
        limits.USUAL.megabytes,
        limits.MOST_BYTES // million,
        limits.MOST_TEXT_BYTES // million,
        pdf_reader._MOST_PAGES,
        pdf_streams._MOST_UNPACKED // million,
        packages._MOST_BYTES // million,
        limits.MOST_PLACES,
    ]
