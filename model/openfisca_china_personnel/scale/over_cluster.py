"""Pieces counted on a cluster of Dask distributed: pieces as tasks, put together there as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from openfisca_china_personnel.faults import InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.processes.pool import Progress
from openfisca_china_personnel.scale.fingerprint import fingerprint
from openfisca_china_personnel.scale.pieces import Counted, Piece, counted, put_together

if TYPE_CHECKING:
    from distributed import Client

_AT_ONCE = 8
"""So many results are put together by one task."""
_SECONDS = 30

_NO_DASK = Text(
    "集群计算需要安装：pip install 'openfisca-china-personnel[cluster]'",
    "a cluster needs: pip install 'openfisca-china-personnel[cluster]'",
)
_NO_ANSWER = Text(
    "集群调度器 {address} 没有应答；请核对地址（如 tcp://主机:8786），并确认 dask scheduler 已启动",
    "the scheduler {address} does not answer: check the address (such as tcp://host:8786) and that dask scheduler runs",
)
_NO_WORKERS = Text(
    "集群中没有工作进程；请先启动 dask worker {address}",
    "the cluster has no workers: start some with dask worker {address}",
)
_CANNOT_LOAD = Text(
    "集群的工作进程不能载入本程序；请在各台机器安装同一版本（本机为 {own}）：{reason}",
    "the workers of the cluster cannot load this program; install the same version everywhere (here: {own}): {reason}",
)
_OTHER_LAW = Text(
    "工作进程 {worker} 的程序或法规与本机不同（{theirs}，本机为 {own}）；请安装同一版本后再计算",
    "worker {worker} has another program or law ({theirs}; here: {own}): install the same version and compute again",
)
_LOST = Text(
    "同一部分使多个工作进程相继中断，通常是内存不足；请给工作进程更多内存，或减少每台机器的进程数",
    "one piece ended several workers one after the other, mostly for want of memory: give them more, or run fewer a "
    "machine",
)


@contextmanager
def connected(cluster: str | Client) -> Iterator[Client]:
    """The client of a cluster: itself, or one for the address of a scheduler as long as it is needed.

    Raises ``InputFaults`` where Dask distributed is not installed or the scheduler does not answer.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - of an extra
    except ImportError as error:
        raise refuse(_NO_DASK) from error
    if not isinstance(cluster, str):
        yield cluster
        return
    try:
        client = Client(cluster, timeout=_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise refuse(_NO_ANSWER.format(address=cluster)) from error
    with client:
        yield client


def count(pieces: Sequence[Piece], client: Client, progress: Progress | None = None) -> Counted:
    """What all pieces come to. A worker that is lost costs what it had counted, which others count again.

    Raises ``InputFaults`` for a cluster without workers and for workers with another program or law.
    """
    from distributed import KilledWorker, as_completed  # noqa: PLC0415 - of an extra

    _check_workers(client)
    run = uuid4().hex
    own = fingerprint()
    level = [client.submit(_counted, piece, own, key=f"personnel-{run}-{piece.number}", pure=False) for piece in pieces]
    # What the tree has taken over is let go of: only the results that are still needed stay on the workers.
    leaves = as_completed(level)  # type: ignore[no-untyped-call]
    while len(level) > 1:
        groups = [level[start : start + _AT_ONCE] for start in range(0, len(level), _AT_ONCE)]
        level = [client.submit(put_together, group, pure=False) for group in groups]
        del groups
    (root,) = level
    try:
        for done, _ in enumerate(leaves):
            if progress is not None:
                progress(done + 1, len(pieces))
        found: Counted = root.result()
    except KilledWorker as error:
        raise refuse(_LOST) from error
    finally:
        client.cancel([root])  # type: ignore[no-untyped-call]
    if (found.first, found.end) != (0, len(pieces)):
        raise ValueError(f"pieces {found.first} to {found.end} of {len(pieces)} were counted")
    return found


def _counted(piece: Piece, asked_with: str) -> Counted:
    own = fingerprint()
    if own != asked_with:  # a worker that came later than the check
        raise refuse(_OTHER_LAW.format(worker=_own_address(), theirs=own, own=asked_with))
    return counted(piece)


def _own_address() -> str:
    from distributed import get_worker  # noqa: PLC0415 - of an extra

    return str(get_worker().address)


def _check_workers(client: Client) -> None:
    own = fingerprint()
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except TimeoutError as error:
        raise refuse(_NO_WORKERS.format(address=_address(client))) from error
    try:
        found: dict[str, Any] = client.run(fingerprint)
    except InputFaults:
        raise
    except Exception as error:  # whatever loading it raises there
        reason = f"{type(error).__name__}: {str(error)[:200]}"
        raise refuse(_CANNOT_LOAD.format(own=own, reason=reason)) from error
    for worker, theirs in found.items():
        if theirs != own:
            raise refuse(_OTHER_LAW.format(worker=worker, theirs=theirs, own=own))


def _address(client: Client) -> str:
    return str(getattr(client.scheduler, "address", ""))
