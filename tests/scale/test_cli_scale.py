"""The command ``budget`` on files of any size: one output, whole or not at all, and no process left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars
import psutil
import pytest

import openfisca_china_personnel as ocp
from openfisca_china_personnel.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; its code, output and errors."""

    def command(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as leaving:
            main([*map(str, arguments), "--lang", "en"])
        output, errors = capfd.readouterr()
        assert "Traceback" not in errors
        return int(leaving.value.code or 0), output, errors

    return command


def test_a_folder_is_one_budget(run: Run, folder: Path) -> None:
    code, output, errors = run("budget", folder, "--year", 2024, "--format", "json", "--workers", 2)
    assert (code, errors) == (0, "")
    found = ocp.expected_budget(folder, 2024).to_dict("en")
    assert json.loads(output)["items"] == json.loads(json.dumps(found["items"], default=float))
    assert [unit["unit"] for unit in json.loads(output)["units"]] == [unit["unit"] for unit in found["units"]]


def test_results_by_unit_go_into_a_parquet_file(run: Run, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "by-unit.parquet"
    for sources in ([folder], [folder / "a.parquet"]):
        assert run("budget", *sources, "--year", 2024, "-o", output) == (0, "", "")
        assert polars.read_parquet(output).equals(ocp.expected_budget(sources, 2024).to_frame())


def test_a_workbook_of_several_files_has_the_sums(run: Run, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "x.xlsx"
    assert run("budget", folder, "--year", 2024, "-o", output) == (0, "", "")
    assert output.read_bytes().startswith(b"PK")


def test_a_faulty_file_leaves_no_output(run: Run, folder: Path, tmp_path: Path) -> None:
    polars.DataFrame({"unit": ["甲局"], "monthly_salary": ["abc"]}).write_csv(tmp_path / "x.csv")
    code, output, errors = run("budget", folder, tmp_path / "x.csv", "--year", 2024, "-o", tmp_path / "out.parquet")
    assert (code, output) == (1, "")
    assert errors.startswith(f"{tmp_path / 'x.csv'}, row 2, column “monthly_salary”: ")
    assert not (tmp_path / "out.parquet").exists()


def test_an_output_among_the_inputs_is_refused_before_anything_is_computed(run: Run, folder: Path) -> None:
    before = (folder / "a.parquet").read_bytes()
    code, _, errors = run("budget", folder, "--year", 2024, "-o", folder / "a.parquet")
    assert (code, "would be overwritten" in errors) == (1, True)
    assert (folder / "a.parquet").read_bytes() == before


def test_a_scheduler_that_is_no_address_is_refused(run: Run, folder: Path) -> None:
    pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    code, output, errors = run("budget", folder, "--year", 2024, "--cluster", "nowhere")
    assert (code, output) == (1, "")
    assert errors.startswith("the scheduler nowhere does not answer")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_an_interrupted_run_writes_nothing_and_leaves_no_process(folder: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.parquet" for number in range(200)]
    for file in files:
        file.write_bytes((folder / "a.parquet").read_bytes())
    command = "from openfisca_china_personnel.cli import main; main()"
    arguments = ["budget", *map(str, files), "--year", "2024", "--workers", "3", "-o", str(tmp_path / "x.parquet")]
    with subprocess.Popen(
        [sys.executable, "-c", command, *arguments, "--lang", "en"], stderr=subprocess.PIPE, env=os.environ
    ) as running:
        while len(children := psutil.Process(running.pid).children()) < 2:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate()
    assert running.returncode == 130
    assert errors.decode().startswith("interrupted when ")
    assert not (tmp_path / "x.parquet").exists()
    assert not any(child.is_running() for child in children)
