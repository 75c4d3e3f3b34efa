"""Many documents at once: found in any order, one bad file passed over, an interrupted run gone on with."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import polars
import pytest

from many.folder import folder, write
from openfisca_china_personnel.documents.many import Running, audit_documents, read_documents
from openfisca_china_personnel.documents.many.folders import documents_in
from openfisca_china_personnel.documents.many.journal import Journal
from openfisca_china_personnel.documents.many.results import FIGURE_COLUMNS
from openfisca_china_personnel.faults import InputFaults

NAMES = ["公开/下级/丙.figures.yaml", "公开/乙.figures.yaml", "公开/坏.pdf", "公开/甲.figures.yaml"]


def test_what_a_folder_holds(tmp_path: Path):
    found = documents_in([folder(tmp_path)])
    assert [file.shown for file in found.files] == NAMES
    assert found.others == 2


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path):
    documents = folder(tmp_path)
    found = documents_in([documents, documents / "甲.figures.yaml", documents / "下级"])
    assert len(found.files) == len(NAMES)


def test_figures_in_one_long_table_with_one_bad_file_passed_over(tmp_path: Path):
    found = read_documents([folder(tmp_path)])
    frame = found.to_frame()
    assert frame.columns == list(FIGURE_COLUMNS)
    assert frame.height == 9
    row = frame.filter((polars.col("unit") == "乙局") & (polars.col("code") == "221")).row(0, named=True)
    assert (row["year"], row["kind"], row["scope"], row["table"]) == (2024, "budget", "general", "5")
    assert (row["name"], row["column"], row["amount"], row["yuan"]) == ("住房保障支出", "budget", "5.00", 50000)
    assert [fault.file for fault in found.faults] == ["公开/坏.pdf"]


def test_findings_in_one_long_table(tmp_path: Path):
    found = audit_documents([folder(tmp_path)])
    assert not found.closes
    rows = found.to_frame().filter(polars.col("severity") == "error").to_dicts()
    assert [(row["file"], row["code"], row["stated"], row["computed"]) for row in rows] == [
        ("公开/乙.figures.yaml", "221", "5.00", "4.00")
    ]


def test_any_order_and_any_number_of_workers_give_the_same(tmp_path: Path):
    documents = folder(tmp_path)
    single = [documents / name.removeprefix("公开/") for name in NAMES]
    one = read_documents([documents], Running(workers=1)).to_frame()
    two = read_documents([documents / "下级", documents], Running(workers=3)).to_frame()
    assert one.drop("file").equals(two.drop("file"))
    backwards = read_documents(reversed(single), Running(workers=2)).to_frame().sort("unit", "code")
    assert backwards.drop("file").equals(one.drop("file").sort("unit", "code"))


def test_a_folder_without_documents_is_said_to_be_one(tmp_path: Path):
    (tmp_path / "x.png").write_bytes(b"x")
    with pytest.raises(InputFaults, match="no file that is read"):
        read_documents([tmp_path])


def test_an_interrupted_run_goes_on_and_a_changed_file_is_read_anew(tmp_path: Path):
    documents = folder(tmp_path)
    output = tmp_path / "figures.csv"

    def interrupt(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_documents([documents], Running(workers=1, output=output, progress=interrupt))
    journal = Journal(output, "read")
    assert journal.folder is not None
    kept = sorted(journal.folder.iterdir())
    assert kept
    # What is kept is what is used: a mark put into it comes out.
    marked = json.loads(kept[0].read_text("utf-8"))
    kept[0].write_text(json.dumps({**marked, "unit": "留存"}), "utf-8")
    again = read_documents([documents], Running(workers=1, output=output))
    assert "留存" in {content["unit"] for _, content in again.read}
    for name, unit in (("甲", "甲"), ("乙", "乙")):
        write(documents / f"{name}.figures.yaml", f"{unit}新", 2025, "4.00")
    write(documents / "下级" / "丙.figures.yaml", "丙新", 2025, "4.00")
    changed = read_documents([documents], Running(workers=1, output=output))
    assert {content["unit"] for _, content in changed.read} == {"甲新", "乙新", "丙新"}
    changed.finished()
    assert not journal.folder.exists()


def test_a_fresh_run_keeps_nothing_of_an_interrupted_one(tmp_path: Path):
    output = tmp_path / "figures.csv"
    journal = Journal(output, "read")
    documents = folder(tmp_path)
    key = journal.key(documents / "甲.figures.yaml")
    journal.put(key, {"unit": "旧", "year": 2000, "kind": "budget", "tables": []})
    assert journal.get(key) is not None
    fresh = read_documents([documents], Running(output=output, fresh=True))
    assert "旧" not in {content["unit"] for _, content in fresh.read}


def test_a_damaged_entry_of_an_interrupted_run_counts_as_none(tmp_path: Path):
    output = tmp_path / "figures.csv"
    documents = folder(tmp_path)
    journal = Journal(output, "read")
    key = journal.key(documents / "甲.figures.yaml")
    journal.put(key, {})
    assert journal.folder is not None
    (journal.folder / f"{key}.json").write_text("{", "utf-8")
    assert "甲局" in {content["unit"] for _, content in read_documents([documents], Running(output=output)).read}


def test_a_document_that_takes_too_long_is_stopped_and_the_next_goes_on(tmp_path: Path):
    documents = folder(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(documents / "慢.txt")  # whoever opens it waits for ever
        (documents / "坏.pdf").unlink()
        # rglob shows files only, so the pipe is named itself
        found = read_documents([documents, documents / "慢.txt"], Running(workers=1, timeout=20))
        assert [(f.file, "20 seconds" in f.text.en) for f in found.faults] == [("慢.txt", True)]
        assert len(found.read) == 3


def test_a_stream_that_unpacks_without_end_is_refused(tmp_path: Path):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(260)) + packer.flush()
    head = b"%PDF-1.4\n1 0 obj\n<< /Length " + str(len(packed)).encode() + b" /Filter /FlateDecode >>\nstream\n"
    (tmp_path / "弹.pdf").write_bytes(head + packed + b"\nendstream\nendobj\n%%EOF\n")
    write(tmp_path / "甲.figures.yaml", "甲局", 2023, "4.00")
    found = read_documents([tmp_path])
    assert ["200 MB" in fault.text.en for fault in found.faults] == [True]
    assert len(found.read) == 1
