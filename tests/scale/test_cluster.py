"""A cluster of two worker processes gives the same fen, also where one of them is killed on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars
import pytest

import openfisca_china_personnel as ocp
from openfisca_china_personnel.scale import over_cluster

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A client of a cluster of two processes on this machine."""
    scratch = tmp_path_factory.mktemp("dask")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=str(scratch),
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def sums(budget: ocp.Budget) -> Any:
    return budget.items, budget.units, budget.months, budget.employee


def test_a_cluster_gives_the_same_budget_and_notes(client: Any, folder: Path) -> None:
    done: list[tuple[int, int]] = []
    here = ocp.expected_budget(folder, 2024)
    there = ocp.expected_budget(
        folder, 2024, client=client, rows_of_a_piece=60, progress=lambda *counts: done.append(counts)
    )
    assert there == here
    assert done[-1] == (10, 10)


def test_an_address_of_a_storage_is_read_by_the_workers(client: Any, folder: Path) -> None:
    there = ocp.expected_budget(f"file://{folder.as_posix()}", 2024, client=client.scheduler.address)
    assert sums(there) == sums(ocp.expected_budget(folder, 2024))


def test_a_killed_worker_costs_its_pieces_only(client: Any, folder: Path, tmp_path: Path) -> None:
    """One worker is killed after some pieces were counted; the other, and the one in its place, count them again."""
    killed: list[int] = []
    pids: dict[str, int] = client.run(os.getpid)

    def kill(done: int, of: int) -> None:
        if done >= 3 and not killed:
            killed.append(done)
            os.kill(next(iter(pids.values())), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)

    there = ocp.expected_budget(folder, 2024, client=client, rows_of_a_piece=10, progress=kill)
    assert killed
    assert set(client.run(os.getpid).values()) != set(pids.values())
    assert there == ocp.expected_budget(folder, 2024)


def test_workers_with_another_law_are_refused(client: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client.wait_for_workers(2)
    monkeypatch.setattr(over_cluster, "fingerprint", _another)
    with pytest.raises(ocp.InputFaults, match=r"another program or law.*here: 0\.0-else"):
        ocp.expected_budget(folder, 2024, client=client)


def _another() -> str:
    import distributed

    from openfisca_china_personnel.scale.fingerprint import fingerprint

    try:
        distributed.get_worker()
    except ValueError:
        return "0.0-else"
    return fingerprint()


def test_faults_come_back_from_the_workers(client: Any, folder: Path, tmp_path: Path) -> None:
    polars.DataFrame({"unit": ["甲局"], "monthly_salary": ["abc"]}).write_csv(tmp_path / "x.csv")
    with pytest.raises(ocp.InputFaults) as here:
        ocp.expected_budget([folder, tmp_path / "x.csv"], 2024)
    with pytest.raises(ocp.InputFaults) as there:
        ocp.expected_budget([folder, tmp_path / "x.csv"], 2024, client=client)
    assert there.value.faults == here.value.faults
    (fault,) = here.value.faults
    assert (fault.file, fault.row) == (str(tmp_path / "x.csv"), 2)


def test_a_scheduler_that_does_not_answer_is_said_in_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over_cluster, "_SECONDS", 1)
    with pytest.raises(ocp.InputFaults, match=r"tcp://127\.0\.0\.1:9 does not answer"):
        ocp.expected_budget(folder, 2024, client="tcp://127.0.0.1:9")


def test_without_the_extra_one_sentence_says_how_to_install_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(ocp.InputFaults, match=r"openfisca-china-personnel\[cluster\]"):
        ocp.expected_budget(folder, 2024, client="tcp://127.0.0.1:9")
