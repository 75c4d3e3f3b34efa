"""Files of any size, one or several, make one budget: the same fen and notes for any pieces and any processes."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import openfisca_china_personnel as ocp
from openfisca_china_personnel.scale import over_cores
from openfisca_china_personnel.scale.files import files_of
from openfisca_china_personnel.scale.pieces import Counted, Gathering, Question, pieces_of, put_together


def sums(budget: ocp.Budget) -> object:
    return budget.items, budget.units, budget.months, budget.employee


def test_one_file_is_the_same_read_whole_in_pieces_and_by_processes(folder: Path) -> None:
    file = folder / "a.parquet"
    whole = ocp.expected_budget(ocp.read_roster(file, year=2024), 2024)
    done: list[tuple[int, int]] = []
    assert ocp.expected_budget(file, 2024) == whole
    assert ocp.expected_budget(str(file), 2024, rows_of_a_piece=70) == whole
    shared = ocp.expected_budget(
        file, 2024, rows_of_a_piece=70, workers=2, progress=lambda *counts: done.append(counts)
    )
    assert shared == whole
    assert done == [(count, 5) for count in range(6)]


def test_several_files_are_one_budget_of_all_their_units(folder: Path, together: polars.DataFrame) -> None:
    whole = ocp.expected_budget(ocp.read_roster(together, year=2024), 2024, base_rule={"甲局": "expected"})
    found = ocp.expected_budget(folder, 2024, base_rule={"甲局": "expected"})
    shared = ocp.expected_budget(folder, 2024, base_rule={"甲局": "expected"}, workers=3, rows_of_a_piece=60)
    assert sums(found) == sums(whole)
    assert shared == found
    assert {note.code for note in found.notes} == {note.code for note in whole.notes}


def test_the_order_of_the_files_moves_no_fen(folder: Path) -> None:
    files = [folder / "c.csv", folder / "a.parquet", folder / "b.parquet"]
    found, usual = ocp.expected_budget(files, 2024), ocp.expected_budget(folder, 2024)
    assert found.items == usual.items
    assert sorted(found.units, key=lambda each: str(each.unit)) == sorted(usual.units, key=lambda each: str(each.unit))


def test_a_note_on_rows_of_several_files_names_the_files(tmp_path: Path) -> None:
    row = {"monthly_salary": "9000", "location": "central_beijing", "rank": "staff"}
    polars.DataFrame([row, {**row, "location": None}]).write_csv(tmp_path / "a.csv")
    polars.DataFrame([{**row, "location": None}] * 20).write_csv(tmp_path / "b.csv")
    polars.DataFrame([{**row, "colour": "red"}]).write_csv(tmp_path / "c.csv")
    found = ocp.expected_budget([tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv"], 2024)
    notes = {note.code: note for note in found.notes}
    location = notes["location_assumed"]
    assert location.rows == ()
    assert location.text.en.endswith(
        f"21 rows: {tmp_path}/a.csv rows 3; {tmp_path}/b.csv 20 rows between rows 2 and 21."
    )
    unknown = next(note for note in found.notes if "colour" in note.text.en)
    assert unknown.text.en.startswith(f"{tmp_path}/c.csv: ")
    assert unknown.text.zh.startswith(f"{tmp_path}/c.csv：")


def test_rates_that_differ_between_the_files_of_a_unit_are_noted(tmp_path: Path) -> None:
    for name, rate in (("a", "12%"), ("b", "8%")):
        row = {"unit": "甲局", "monthly_salary": "9000", "housing_fund_rate": rate}
        polars.DataFrame([row]).write_csv(tmp_path / f"{name}.csv")
    (note,) = (
        note for note in ocp.expected_budget(tmp_path, 2024).notes if note.text.en.startswith("Housing fund rates")
    )
    assert "甲局" in note.text.en


def test_one_unit_of_several_files(folder: Path, together: polars.DataFrame) -> None:
    own = together.filter(polars.col("unit") == "乙局")
    whole = ocp.expected_budget(ocp.read_roster(own, year=2024), 2024)
    assert sums(ocp.expected_budget(folder, 2024, unit="乙局")) == sums(whole)
    with pytest.raises(ocp.InputFaults, match="戊局"):
        ocp.expected_budget(folder, 2024, unit="戊局")


def test_the_faults_of_all_files_come_at_once(folder: Path, tmp_path: Path) -> None:
    polars.DataFrame({"unit": ["甲局"], "monthly_salary": ["abc"]}).write_csv(tmp_path / "a.csv")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and nothing")
    polars.DataFrame({"unit": ["甲局"] * 2, "monthly_salary": ["1", "-5"]}).write_parquet(tmp_path / "c.parquet")
    for options in ({}, {"workers": 2}):
        with pytest.raises(ocp.InputFaults) as refused:
            ocp.expected_budget([folder, tmp_path], 2024, **options)
        assert [(Path(str(fault.file)).name, fault.row) for fault in refused.value.faults] == [
            ("a.csv", 2),
            ("b.parquet", None),
            ("c.parquet", 3),
        ]


def test_a_file_without_units_beside_one_with_them_is_refused(tmp_path: Path) -> None:
    polars.DataFrame({"unit": ["甲局"], "monthly_salary": ["9000"]}).write_csv(tmp_path / "a.csv")
    polars.DataFrame({"monthly_salary": ["9000"]}).write_csv(tmp_path / "b.csv")
    with pytest.raises(ocp.InputFaults, match=r"b\.csv: no row of the file names a unit"):
        ocp.expected_budget(tmp_path, 2024)


def test_a_reformed_law_is_computed_here(folder: Path) -> None:
    from openfisca_china_personnel.system import CountryTaxBenefitSystem

    own = CountryTaxBenefitSystem()
    assert ocp.expected_budget(folder, 2024, system=own, workers=2) == ocp.expected_budget(folder, 2024)
    with pytest.raises(ocp.InputFaults, match="reformed law"):
        ocp.expected_budget(folder, 2024, system=own, client="tcp://127.0.0.1:9")


def test_folders_and_patterns_mean_their_rosters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "b.csv",
        "a.parquet",
        "下级/c.xlsx",
        ".hidden.csv",
        "~$d.xlsx",
        "readme.txt",
        ".git/e.csv",
        "_SUCCESS",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    inside = tuple(str(tmp_path / name) for name in ("a.parquet", "b.csv", "下级/c.xlsx"))
    assert files_of(tmp_path) == inside
    assert files_of(["b.c*", "b.csv", "a.parquet"]) == ("b.csv", "a.parquet")
    assert files_of(tmp_path / "**" / "c.xlsx") == inside[2:]
    for nothing in ("*.ods", "**.csv", str(tmp_path / "下级" / "x*")):
        with pytest.raises(ocp.InputFaults, match="no file of a roster is there"):
            files_of(["b.csv", nothing])
    with pytest.raises(ocp.InputFaults, match="no file of a roster is there"):
        files_of([])


@pytest.fixture(scope="module")
def counted(folder: Path) -> list[Counted]:
    from openfisca_china_personnel.scale.pieces import counted

    return [counted(piece) for piece in pieces_of(files_of(folder), Question(2024, "prior_year"), 60)]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_pieces_may_come_in_any_order(counted: list[Counted], random) -> None:
    gathering = Gathering()
    order = list(counted)
    random.shuffle(order)
    for one in order:
        gathering.add(one)
    found = gathering.all_of(len(counted))
    straight = put_together(counted)
    assert (found.first, found.end) == (0, len(counted))
    assert found.part is not None
    assert straight.part is not None
    assert found.part.units == straight.part.units
    assert found.part.remarks == straight.part.remarks


def test_no_piece_is_counted_twice_or_left_out(counted: list[Counted]) -> None:
    gathering = Gathering()
    for one in counted[:3]:
        gathering.add(one)
    with pytest.raises(ValueError, match="counted twice"):
        gathering.add(counted[1])
    with pytest.raises(ValueError, match="0 to 3 of"):
        gathering.all_of(len(counted))
    with pytest.raises(ValueError, match="counted twice"):
        put_together([counted[0], put_together(counted[:2])])
    with pytest.raises(ValueError, match="missing"):
        put_together([counted[0], counted[2]])


def test_processes_are_for_many_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = pieces_of(files_of(folder), Question(2024, "prior_year"), 60)
    assert over_cores.workers_for(pieces, None, law_is_own=False) == 1
    assert over_cores.workers_for(pieces, 2, law_is_own=False) == 2
    assert over_cores.workers_for(pieces, 2, law_is_own=True) == 1
    assert over_cores.workers_for(pieces[:1], 2, law_is_own=False) == 1
    monkeypatch.setattr(over_cores, "ROWS_WORTH_PROCESSES", 100)
    monkeypatch.setattr(over_cores, "cores", lambda: 4)
    assert over_cores.workers_for(pieces, None, law_is_own=False) == 4


def test_a_process_that_ends_is_said_in_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openfisca_china_personnel.processes import process

    monkeypatch.setattr(process, "_START", process._START.replace(".main()", "; import os; os._exit(3)"))
    with pytest.raises(ocp.InputFaults, match=r"ended unexpectedly \(code 3\)"):
        ocp.expected_budget(folder, 2024, workers=2)
