"""``python benchmarks/pages_a_second.py``: reading documents; prints its section of ``RESULTS.md`` as Markdown.

Made PDFs of ruled tables, and the published ones where they lie beside the checkout. Nothing is kept between runs.
``--write`` puts the section into ``RESULTS.md``, ``--quick`` leaves the longest PDF out.
"""

from __future__ import annotations

import argparse
import io
import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pypdfium2 import PdfDocument
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from sections import write_section
from timing import Seconds, aside, in_turn

from openfisca_china_personnel import read_document, read_documents
from openfisca_china_personnel.faults import InputFaults

RESULTS = Path(__file__).parent / "RESULTS.md"
PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "documents"
PAGES = (10, 200)
LONGEST = 2000
COPIES = 6
ROUNDS = 2
SECTION = "documents"
_WIDTHS = (80, 240, 90, 90, 90)
_FONT = "STSong-Light"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the section into RESULTS.md")
    parser.add_argument("--quick", action="store_true", help=f"without the PDF of {LONGEST} pages")
    asked = parser.parse_args()
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PERSONNEL_BUDGET_CACHE"] = str(Path(folder) / "kept")
        for line in report(Path(folder), quick=asked.quick):
            print(line, flush=True)
            lines.append(line)
    if asked.write:
        write_section(RESULTS, SECTION, lines)


def report(folder: Path, *, quick: bool) -> Iterator[str]:
    """The section, line by line as it is measured."""
    yield "## Documents"
    yield ""
    yield "Written by `python benchmarks/pages_a_second.py --write`. Made PDFs: a ruled table of 25 rows,"
    yield "5 columns a page."
    yield ""
    yield "| document | pages | a document | pages/s |"
    yield "| --- | ---: | ---: | ---: |"
    for pages in PAGES:
        yield _row(f"made, {pages} pages", made_pdf(folder / f"{pages}.pdf", pages), pages)
    for path in sorted(PUBLISHED.glob("*.pdf")):
        yield from _published(path)
    yield ""
    yield from _scaling(folder)
    yield "| memory | peak of a process that reads it |"
    yield "| --- | ---: |"
    for pages in (*PAGES, *(() if quick else (LONGEST,))):
        peak = aside("document", made_pdf(folder / f"{pages}.pdf", pages))["peak"]
        yield f"| made, {pages:,} pages | {'not told by this system' if peak is None else f'{peak:,.0f} MB'} |"


def _row(name: str, path: Path, pages: int) -> str:
    seconds = in_turn({"read": partial(read_document, path)}, ROUNDS)["read"]
    return f"| {name} | {pages} | {seconds} | {pages / seconds.median:.3g} |"


def _published(path: Path) -> Iterator[str]:
    with PdfDocument(path) as pdf:
        pages = len(pdf)
    try:
        yield _row(path.name, path, pages)
    except InputFaults:
        return


def _scaling(folder: Path) -> Iterator[str]:
    """Several documents by one process and by two, in turn."""
    many = folder / "many"
    many.mkdir()
    for number in range(COPIES):
        made_pdf(many / f"{number}.pdf", 40 + number)
    contestants = {f"{workers}": partial(read_documents, [many], workers=workers, fresh=True) for workers in (1, 2)}
    contestants["kept"] = partial(read_documents, [many], workers=1)
    seconds = in_turn(contestants, ROUNDS)
    one: Seconds = seconds["1"]
    yield f"| {COPIES} documents of 40 pages | time | of one process's |"
    yield "| --- | ---: | ---: |"
    yield f"| one process | {one} | |"
    yield f"| two processes | {seconds['2']} | {seconds['2'].ratio_to(one):.2g} × |"
    yield f"| read before and kept | {seconds['kept']} | {seconds['kept'].ratio_to(one):.2g} × |"
    yield ""


def made_pdf(path: Path, pages: int) -> Path:
    """A unit's budget whose one table goes on over so many pages."""
    if path.exists():
        return path
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(842, 595), invariant=1)
    for page in range(pages):
        canvas.setFont(_FONT, 9)
        canvas.setLineWidth(0.5)
        for number, line in enumerate(("示例局2023年度单位预算", "一般公共预算支出表", "单位：万元")):
            canvas.drawString(50, 550 - 16 * number, line)
        rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
        rows += [[f"{2010101 + n}", f"科目{n}", f"{page + n}.50", f"{page}.00", f"{n}.50"] for n in range(24)]
        for number, row in enumerate(rows):
            x, y = 50, 490 - 16 * number
            for width, text in zip(_WIDTHS, row, strict=True):
                canvas.rect(x, y, width, 16)
                canvas.drawString(x + 3, y + 4, text)
                x += width
        canvas.showPage()
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return path


if __name__ == "__main__":
    main()
