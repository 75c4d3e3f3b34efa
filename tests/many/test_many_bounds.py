"""Files that ask for too much are refused in one sentence that says what to do, and the next file goes on."""

from __future__ import annotations

import os
import random
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import openfisca_china_personnel as ocp
from openfisca_china_personnel.documents.limits import MOST_BYTES
from openfisca_china_personnel.documents.many import running
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.processes import process as processes

MANY = 200_000_000


def pdf(content: bytes, filters: str = "/FlateDecode") -> bytes:
    """A page whose content stream is as given, without a table of objects: readers look for them."""
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    head += b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    page = b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n"
    stream = b"4 0 obj\n<</Length %d/Filter[%s]>>\nstream\n%s\nendstream\nendobj\n" % (
        len(content),
        filters.encode(),
        content,
    )
    return head + page + stream + b"trailer\n<</Root 1 0 R>>\n"


def deflated(size: int) -> bytes:
    packer = zlib.compressobj(9)
    million = b" " * 1_000_000
    return b"".join([*(packer.compress(million) for _ in range(size // 1_000_000)), packer.flush()])


def flate_bomb(path: Path) -> None:
    path.write_bytes(pdf(deflated(MANY)))


def flate_bomb_in_a_bomb(path: Path) -> None:
    path.write_bytes(pdf(zlib.compress(deflated(MANY), 9), "/FlateDecode /FlateDecode"))


def pages_in_a_ring(path: Path) -> None:
    path.write_bytes(pdf(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"))


def form_that_draws_itself(path: Path) -> None:
    ring = b"4 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>\n"
    ring += b"stream\n/X Do\nendstream\nendobj\n"
    content = pdf(b"").split(b"4 0 obj")[0] + ring + b"trailer\n<</Root 1 0 R>>\n"
    path.write_bytes(content.replace(b"/Contents", b"/Resources<</XObject<</X 4 0 R>>>>/Contents"))


def packed(part: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open(part, "w") as opened:
            for _ in range(MANY * 2 // 1_000_000):
                opened.write(b" " * 1_000_000)

    return make


def far_cells(path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(path) as book:
        sheet = book.add_worksheet("支出总表")
        sheet.write(0, 0, "支出总表")
        sheet.write(19_000, 290, 1)


def merged_over_and_over(path: Path) -> None:
    from xlsxwriter import Workbook

    made = path.with_suffix(".made")
    with Workbook(made) as book:
        sheet = book.add_worksheet("支出总表")
        sheet.write(0, 0, "支出总表")
        sheet.write(999, 99, 1)
        sheet.merge_range(0, 0, 999, 99, "支出总表")
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in package.infolist():
            content = package.read(part)
            once = b'<mergeCell ref="A1:CV1000"/>'
            copy.writestr(part, content.replace(once, once * 5000))
    made.unlink()


def spans(path: Path) -> None:
    rows = "<tr><td rowspan=200 colspan=200>1</td></tr>" * 2000
    path.write_text(f"<html><table>{rows}</table>", "utf-8")


def deep(path: Path) -> None:
    path.write_text("<html>" + "<div><table><tr><td>" * 50_000 + "支出总表", "utf-8")


def scripts(path: Path) -> None:
    path.write_text("<html><script>while(1){'<table>'}" + "<b>" * 100_000 + "</script>" + "<script>" * 50_000, "utf-8")


def entities(path: Path) -> None:
    path.write_text("<html>" + "&amp;<b>" * 100_000, "utf-8")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1_000_000_000)


def long_text(path: Path) -> None:
    path.write_bytes(b"208 1.00\n" * 3_000_000)


def noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(100_000))


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "flate.pdf": (flate_bomb, "unpacks to more than 100 MB"),
    "flate-twice.pdf": (flate_bomb_in_a_bomb, "unpacks to more than 100 MB"),
    "ring.pdf": (pages_in_a_ring, "PDF"),
    "itself.pdf": (form_that_draws_itself, "PDF"),
    "bomb.docx": (packed("word/document.xml"), "unpacks to 400 MB"),
    "bomb.xlsx": (packed("xl/workbook.xml"), "unpacks to 400 MB"),
    "far.xlsx": (far_cells, "cells or more"),
    "merged.xlsx": (merged_over_and_over, "cells or more"),
    "spans.html": (spans, "cells or more"),
    "deep.html": (deep, "no table"),
    "scripts.html": (scripts, "no table"),
    "entities.html": (entities, "no table"),
    "huge.pdf": (huge, "more than 300 MB"),
    "long.txt": (long_text, "more than 20 MB"),
    "noise.pdf": (noise, "neither"),
    "noise.docx": (noise, "neither"),
    "noise.html": (noise, "neither"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_is_refused_in_one_sentence(tmp_path, name):
    make, words = BAD[name]
    make(tmp_path / name)
    with pytest.raises(InputFaults) as caught:
        ocp.read_document(tmp_path / name)
    (fault,) = caught.value.faults
    assert fault.file == name
    assert words in fault.text.en


def test_among_others_each_is_reported_and_the_good_ones_are_read(run, desk):
    for name in ("flate.pdf", "bomb.docx", "far.xlsx", "spans.html", "noise.pdf"):
        BAD[name][0](desk / name)
    ran = run("read", "预算公开", "--format", "json", "--lang", "en")
    assert ran.code == 1
    for name in ("flate.pdf", "bomb.docx", "far.xlsx", "spans.html", "noise.pdf"):
        assert ran.errors.count(f"预算公开/{name}: ") == 1
    assert ran.output.count(b'"unit": "') == 3


def test_a_file_as_long_as_is_read_is_not_refused_for_its_length(tmp_path, monkeypatch):
    from openfisca_china_personnel.documents import limits

    assert limits.within_bytes(b"12345", "x", 5) == b"12345"
    with pytest.raises(InputFaults):
        limits.within_bytes(b"123456", "x", 5)
    limits.within_places(limits.MOST_PLACES)
    with pytest.raises(InputFaults):
        limits.within_places(limits.MOST_PLACES + 1)
    assert MOST_BYTES < 1_000_000_000


def test_a_picture_is_never_unpacked_and_so_not_refused(tmp_path):
    content = pdf(deflated(MANY)).replace(b"<</Length", b"<</Subtype/Image/Length")
    (tmp_path / "x.pdf").write_bytes(content)
    with pytest.raises(InputFaults) as caught:
        ocp.read_document(tmp_path / "x.pdf")
    assert "unpacks" not in caught.value.faults[0].text.en


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipe that waits as a file")
def test_a_document_that_never_ends_is_stopped_and_the_others_are_read(desk):
    os.mkfifo(desk.parent / "never.txt")
    limits = ocp.Limits(seconds=3)
    found = ocp.read_documents([desk.parent / "never.txt", desk], workers=1, limits=limits)
    (fault,) = found.faults
    assert "took more than 3 seconds" in fault.text.en
    assert "--most-seconds" in fault.text.en
    assert "--most-seconds" in fault.text.zh
    assert len(found) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process surely")
def test_a_document_that_takes_too_much_memory_is_refused_and_the_others_are_read(desk):
    cells = "".join(f"<tr><td>{n}</td><td>1.00</td><td>2.00</td></tr>" for n in range(250_000))
    (desk / "large.html").write_text(f"<html><table>{cells}</table>", "utf-8")
    found = ocp.read_documents([desk], workers=1, limits=ocp.Limits(megabytes=500))
    (fault,) = found.faults
    assert fault.file.endswith("large.html")
    assert "--most-memory" in fault.text.en
    assert len(found) == 3


def test_a_process_that_dies_is_reported_and_another_reads_on(desk, monkeypatch):
    monkeypatch.setattr(processes, "_START", processes._START.replace(".main()", "; import os; os._exit(3)"))
    found = ocp.read_documents([desk], workers=1)
    assert len(found.faults) == 3
    assert all("(code 3)" in fault.text.en for fault in found.faults)


def test_a_single_pdf_is_bounded_on_the_command_line(run, desk, monkeypatch):
    asked = []
    monkeypatch.setattr(running.ReaderProcess, "ask", lambda self, task: asked.append(task.limits) or _refused())
    (desk.parent / "x.pdf").write_bytes(pdf(b""))
    for command in (("read",), ("audit",)):
        ran = run(*command, "x.pdf", "--most-seconds", "7", "--most-memory", "600")
        assert (ran.code, "拒绝" in ran.errors) == (1, True)
    (desk.parent / "r.csv").write_text("单位,人数,职级,月工资\n甲局,3,正处级,9000\n", "utf-8")
    assert run("compare", "r.csv", "x.pdf", "--year", "2024").code == 1
    assert asked == [ocp.Limits(7, 600), ocp.Limits(7, 600), ocp.Limits()]


def _refused() -> object:
    from openfisca_china_personnel.faults import refuse
    from openfisca_china_personnel.language import Text

    return refuse(Text("拒绝", "refused")).faults


@pytest.mark.parametrize("arguments", [("--workers", "0"), ("--most-seconds", "0"), ("--most-memory", "1")])
def test_limits_that_make_no_sense_are_wrong_usage(run, desk, arguments):
    assert run("read", "预算公开", *arguments).code == 2
    with pytest.raises(InputFaults, match="at least 1 worker"):
        ocp.read_documents([desk], workers=0)
