"""Many pieces of work shared among several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, Queue, SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.processes.process import Stopped

Progress = Callable[[int, int], None]
"""Called with the number of pieces of work done and of all, from the calling thread."""

_Done = tuple[int, Any, BaseException | None]
_T_contra = TypeVar("_T_contra", contravariant=True)
_A_co = TypeVar("_A_co", covariant=True)

_NO_WORKERS = Text("进程数须至少为 1，现为 {workers}", "there must be at least 1 worker, not {workers}")


class Asked(Protocol[_T_contra, _A_co]):
    """What does pieces of work, and can be ended meanwhile; then ``ask`` raises ``Stopped``."""

    def ask(self, task: _T_contra) -> _A_co:
        """The answer to a piece of work."""

    def stop(self) -> None:
        """End it, from any thread."""


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def refuse_workers(workers: int | None) -> None:
    """Raise ``InputFaults`` for fewer workers than one; ``None`` is as many as there are cores."""
    if workers is not None and workers < 1:
        raise refuse(_NO_WORKERS.format(workers=workers))


def answers(
    tasks: Sequence[_T_contra],
    order: Sequence[int],
    processes: Sequence[Asked[_T_contra, _A_co]],
    progress: Progress | None = None,
    here: Callable[[_T_contra], _A_co] | None = None,
) -> Iterator[tuple[int, _A_co]]:
    """The number of each task and its answer as they come; they are begun in ``order``.

    ``here`` answers in the calling thread meanwhile, so that it does not only wait. All processes are ended when the
    iterator is: by its end, by an error of a process or by one of the caller.
    """
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in order:
        waiting.put(number)
    done: Queue[_Done] = Queue()
    threads = [Thread(target=_work, args=(process, tasks, waiting, done), daemon=True) for process in processes]
    tell = progress or _nobody
    try:
        for thread in threads:
            thread.start()
        for count in range(len(tasks)):
            tell(count, len(tasks))
            mine = None if here is None else _taken(waiting)
            if here is not None and mine is not None:
                done.put((mine, here(tasks[mine]), None))
            number, answer, error = _next(done)
            if error is not None:
                raise error
            yield number, answer
        tell(len(tasks), len(tasks))
    finally:
        for process in processes:
            process.stop()
        for thread in threads:
            if thread.ident is not None:
                thread.join()


def _nobody(_done: int, _of: int) -> None:
    """Nobody asks how far the work is."""


def _taken(waiting: SimpleQueue[int]) -> int | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None


def _next(done: Queue[_Done]) -> _Done:
    # Windows does not interrupt a wait without an end.
    while True:
        with suppress(Empty):
            return done.get(timeout=0.2)


def _work(
    process: Asked[_T_contra, _A_co],
    tasks: Sequence[_T_contra],
    waiting: SimpleQueue[int],
    done: Queue[_Done],
) -> None:
    while (number := _taken(waiting)) is not None:
        try:
            done.put((number, process.ask(tasks[number]), None))
        except Stopped:
            return
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            done.put((number, None, error))
            return
