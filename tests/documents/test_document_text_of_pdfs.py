"""The text of the published PDFs, as converters write it, gives the figures that the PDFs give, or leaves them open.

What a text leaves open may be missing or uncertain; what it gives is right. The floors keep what is read today.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.faults import InputFaults

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "documents"
MISSING = "the published documents are not beside this checkout"
PDFTOTEXT = shutil.which("pdftotext")

RIGHT: dict[str, tuple[int | None, int | None]] = {
    # By document: how many figures of its PDF are read from the text of `pdftotext -layout`, and from that of PDFium;
    # None where a table of expenditure has a line that nobody can read, which is said and nothing is given.
    "js-fy-2019": (121, 121),
    "js-rd-2018": (101, 101),
    "sh-putuo-czj-2024-final": (None, 120),
    "sh-putuo-czj-2024-final-planted-errors": (76, None),
    "sh-putuo-sfj-2026-unit": (332, None),
    "sh-putuo-wanli-2024-dept": (846, None),
}
Figures = dict[tuple[object, ...], tuple[str | None, bool]]


def figures(document: Document) -> Figures:
    """Every figure with whether it is uncertain, by table, side, row, column and how often these came before."""
    seen: Counter[tuple[object, ...]] = Counter()
    found: Figures = {}
    for at in document.cells():
        place = (at.table.kind, at.row.side, at.row.code or at.row.name, at.column)
        found[*place, seen[place]] = (at.printed, at.uncertain)
        seen[place] += 1
    return found


def check(pdf: Path, text: Path, floor: int | None) -> None:
    if floor is None:
        with pytest.raises(InputFaults, match="cannot be read"):
            read_document(text)
        return
    printed, read = figures(read_document(pdf)), figures(read_document(text))
    certain = {place: figure for place, (figure, uncertain) in read.items() if not uncertain}
    wrong = {place: figure for place, figure in certain.items() if printed.get(place, (None, False))[0] != figure}
    assert wrong == {}
    assert len(certain) >= floor


@pytest.mark.skipif(not FOLDER.is_dir(), reason=MISSING)
@pytest.mark.parametrize("name", RIGHT)
def test_as_the_reader_of_pages_gives_its_text(tmp_path: Path, name: str) -> None:
    pdf, text = FOLDER / f"{name}.pdf", tmp_path / f"{name}.txt"
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    text.write_text("\f".join(pages), encoding="utf-8")
    check(pdf, text, RIGHT[name][1])


@pytest.mark.debian
@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed (apt-get install poppler-utils)")
@pytest.mark.skipif(not FOLDER.is_dir(), reason=MISSING)
@pytest.mark.parametrize("name", RIGHT)
def test_as_pdftotext_lays_it_out(tmp_path: Path, name: str) -> None:
    pdf, text = FOLDER / f"{name}.pdf", tmp_path / f"{name}.txt"
    assert PDFTOTEXT is not None
    subprocess.run([PDFTOTEXT, "-layout", str(pdf), str(text)], check=True)
    check(pdf, text, RIGHT[name][0])
