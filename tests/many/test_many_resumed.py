"""What was read is kept: an interrupted run goes on, a changed file or reader is read anew, nothing else is."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from pathlib import Path

import pytest

import openfisca_china_personnel as ocp
from many.conftest import ended, figures, started
from openfisca_china_personnel.documents.many import kept as keeping
from openfisca_china_personnel.documents.many.kept import Kept, key_of


def entries(kept: Path) -> dict[str, int]:
    """What is kept, and which file each is on the disk: one that is written again is another."""
    return {file.name: file.stat().st_ino for file in kept.glob("*/*") if not file.name.startswith(".")}


def test_what_was_read_is_taken_and_a_changed_file_is_read_anew(desk, kept):
    first = ocp.read_documents([desk], workers=1)
    before = entries(kept)
    assert len(before) == 3
    assert ocp.read_documents([desk], workers=1) == first
    assert entries(kept) == before
    (desk / "b.figures.yaml").write_text(figures("丁局"), "utf-8")
    assert [each.unit for each in ocp.read_documents([desk], workers=1)] == ["甲局", "丁局", "丙局"]
    assert len(entries(kept)) == 4
    assert before.items() <= entries(kept).items()


def test_what_is_kept_is_really_used(desk, kept):
    ocp.read_documents([desk], workers=1)
    key = key_of(desk / "a.figures.yaml", 10**6)
    assert key is not None
    other = ocp.read_document(desk / "二级 单位" / "丙.figures.yaml")
    Kept(kept).put(key, other)
    assert [each.unit for each in ocp.read_documents([desk], workers=1)] == ["丙局", "乙局", "丙局"]
    assert [each.unit for each in ocp.read_documents([desk], workers=1, fresh=True)] == ["甲局", "乙局", "丙局"]


def test_a_refusal_is_kept_too(desk, kept):
    (desk / "坏.pdf").write_bytes(b"%PDF-1.7 ...")
    first = ocp.read_documents([desk / "坏.pdf"])
    before = entries(kept)
    assert (len(first.faults), len(before)) == (1, 1)
    assert ocp.read_documents([desk / "坏.pdf"]).faults == first.faults
    assert entries(kept) == before


def test_another_reader_or_another_name_is_another_key(desk, monkeypatch):
    file = desk / "a.figures.yaml"
    key = key_of(file, 10**6)
    monkeypatch.setattr(keeping, "_reader", lambda: "another")
    assert key_of(file, 10**6) != key
    monkeypatch.undo()
    assert key_of(file.rename(desk / "z.figures.yaml"), 10**6) != key
    assert key_of(desk / "z.figures.yaml", 10) is None


def test_a_kept_file_that_is_damaged_or_runs_something_is_not_used(tmp_path):
    class Runs:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "made"),))

    kept = Kept(tmp_path / "kept")
    kept.put("ab1", Runs())  # type: ignore[arg-type]
    assert kept.get("ab1") is None
    assert not (tmp_path / "made").exists()
    (tmp_path / "kept" / "ab" / "1").write_bytes(pickle.dumps("text")[:5])
    assert kept.get("ab1") is None


def test_what_nobody_asked_for_in_two_months_is_forgotten(tmp_path):
    kept = Kept(tmp_path)
    for key in ("ab1", "ab2"):
        kept.put(key, ())
    long_ago = time.time() - 61 * 86400
    os.utime(tmp_path / "ab" / "1", (long_ago, long_ago))
    kept.forget_old()
    assert (kept.get("ab1"), kept.get("ab2")) == (None, ())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipe that waits as a file, and other signals")
@pytest.mark.parametrize("end", ["SIGINT", "SIGKILL"])
def test_an_interrupted_run_loses_nothing_and_goes_on(desk, kept, end):
    never = desk.parent / "never.txt"
    os.mkfifo(never)  # reading it does not end
    running = started("read", "预算公开", never.name, "-o", "f.csv", "--workers", "2", folder=desk.parent)
    while len(entries(kept)) < 3:
        assert running.poll() is None
        time.sleep(0.05)
    before = entries(kept)
    running.send_signal(getattr(signal, end))
    if end == "SIGKILL":
        running.wait()
        os.close(os.open(never, os.O_RDWR | os.O_NONBLOCK))
    ran = ended(running)
    assert not (desk.parent / "f.csv").exists()
    if end == "SIGINT":
        assert ran.code == 130
        assert "再次运行同一命令" in ran.errors
    never.unlink()
    ran = ended(started("read", "预算公开", "-o", "f.csv", folder=desk.parent))
    assert ran.code == 0
    assert entries(kept) == before
    assert (desk.parent / "f.csv").exists()
