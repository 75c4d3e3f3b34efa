"""The marks are where the figures are: on turned pages, on pages with margins cut off, in one file of several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import openfisca_china_personnel as ocp
from marking.made_budget import WRONG, budget, with_boxes
from marking.reread import Mark, marks, picture, place_of, text_in
from openfisca_china_personnel.report.marked_pdf.labels import free_place
from openfisca_china_personnel.report.marked_pdf.surface import Rectangle, Surface

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "documents"
FILES = {
    "upright": budget(),
    "a quarter to the right": budget(rotation=90),
    "three quarters": budget(rotation=270),
    "origin elsewhere": with_boxes(budget(), shift=30),
    "margins cut off": with_boxes(budget(), cut=25),
    "all of these": with_boxes(budget(rotation=90), cut=25, shift=12, only=[2]),
}


def marked(content: bytes, folder: Path) -> tuple[bytes, ocp.Document]:
    file = folder / "made.pdf"
    file.write_bytes(content)
    report = ocp.audit(ocp.read_document(file))
    return ocp.marked_pdf(report, [file], "zh"), report


def around(mark: Mark, sides: tuple[float, ...]) -> bool:
    """Whether a rectangle holds a place and little more."""
    x0, y0, x1, y1 = mark.sides
    out = (sides[0] - x0, sides[1] - y0, x1 - sides[2], y1 - sides[3])
    return all(-0.5 <= each <= 6 for each in out)


@pytest.mark.parametrize("name", FILES)
def test_the_wrong_figure_is_inside_its_rectangle(name: str, tmp_path: Path) -> None:
    content, _ = marked(FILES[name], tmp_path)
    first = [mark for mark in marks(content) if mark.title == "1 错误"]
    assert any(around(mark, place_of(content, 2, WRONG)) for mark in first if mark.page == 2)


@pytest.mark.parametrize("name", FILES)
def test_the_rectangle_is_drawn_where_the_annotation_is(name: str, tmp_path: Path) -> None:
    content, report = marked(FILES[name], tmp_path)
    box = report.findings[0].where[0].box
    left, right, top, bottom = box.x0, box.x1, box.top, box.bottom
    across, down = (left + right) / 2, (top + bottom) / 2
    image = picture(content, 2)
    for edge in ((left - AWAY, down), (right + AWAY, down), (across, top - AWAY), (across, bottom + AWAY)):
        assert is_red_at(image, *edge), edge


AWAY = 1.5
"""Points between what is printed and the rectangle."""


def is_red_at(image: Image, x: float, y: float) -> bool:
    """Whether a line of the errors' colour is drawn within half a point."""
    near = [image.getpixel((round(x * 4) + dx, round(y * 4) + dy)) for dx in (-2, 0, 2) for dy in (-2, 0, 2)]
    return any(red > 150 and green < 110 and blue < 110 for red, green, blue in near)


def test_a_place_in_the_second_file_is_marked_there(tmp_path: Path) -> None:
    text, tables = tmp_path / "text.pdf", tmp_path / "tables.pdf"
    text.write_bytes(budget("421.64"))
    tables.write_bytes(budget())
    report = ocp.audit(ocp.read_document([text, tables], together=True))
    content = ocp.marked_pdf(report, [text, tables], "zh")
    # Each file has two pages: the second file's second page is the fourth of the copy.
    wrong = [mark for mark in marks(content) if WRONG in text_in(content, mark)]
    assert wrong
    assert {mark.page for mark in wrong} == {4}
    assert all(around(mark, place_of(content, 4, WRONG)) for mark in wrong)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_displayed_and_own_coordinates_are_inverse(rotation: int) -> None:
    surface = Surface(rotation, Rectangle(10, 20, 610, 820), Rectangle(10, 20, 610, 820))
    own = Rectangle(100, 200, 130, 215)
    assert surface.own(surface.displayed(own)) == own
    assert surface.displayed(own).width == (15 if rotation in (90, 270) else 30)


PAGE = Rectangle(0, 0, 600, 800)
BOX = Rectangle(100, 100, 140, 110)


def test_a_number_stands_to_the_left_where_nothing_is_printed() -> None:
    assert free_place(20, 10, BOX, [], PAGE).x1 < BOX.x0


def test_a_number_covers_nothing_printed_where_there_is_room() -> None:
    left, right = Rectangle(0, 90, 99, 120), Rectangle(141, 90, 300, 120)
    place = free_place(20, 10, BOX, [left, right], PAGE)
    assert not any(place.shared(other) for other in (left, right, BOX))


def test_a_number_stays_on_the_page() -> None:
    place = free_place(50, 10, Rectangle(2, 790, 590, 799), [], PAGE)
    assert place.x0 >= 0
    assert place.x1 <= 600
    assert place.y1 <= 800


@pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")
@pytest.mark.parametrize(
    "name",
    [
        "js-fy-2019.pdf",
        "js-rd-2017.pdf",
        "js-rd-2018.pdf",
        "sh-putuo-czj-2024-final-planted-errors.pdf",
        "sh-putuo-czj-2024-final.pdf",
        "sh-putuo-sfj-2026-unit.pdf",
        "sh-putuo-wanli-2024-dept.pdf",
    ],
)
def test_the_rectangles_of_published_documents_hold_what_is_stated(name: str) -> None:
    report = ocp.audit(ocp.read_document(FOLDER / name))
    content = ocp.marked_pdf(report, [FOLDER / name], "zh")
    drawn = marks(content)
    placed = 0
    for number, finding in enumerate(report.findings, start=1):
        place = finding.where[0] if finding.where else None
        if finding.stated is None or place is None or place.box is None or place.column is None:
            continue
        inside = [text_in(content, mark).replace(",", "") for mark in drawn if mark.title.startswith(f"{number} ")]
        assert any(finding.stated in text for text in inside), (number, finding.stated, inside)
        placed += 1
    wanted = sum(place.box is not None for finding in report.findings for place in finding.where[:1])
    assert len({mark.title for mark in drawn}) >= wanted
    assert placed or not any(finding.stated and finding.where[0].column for finding in report.findings)
