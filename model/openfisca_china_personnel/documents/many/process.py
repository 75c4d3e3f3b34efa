"""A process that reads documents, seen from the program: it is asked, and ended when it does not answer in time."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.many.worker import Answer, Task

_TOO_SLOW = Text(
    "读取用时超过 {seconds:g} 秒，已停止读取；如确需读取，请用 --most-seconds 提高上限，或拆分后分别读取。",
    "reading took more than {seconds:g} seconds and was stopped; if it must be read, raise the limit with "
    "--most-seconds, or split the file",
)
_ENDED = Text(
    "读取进程意外结束（代码 {code}），通常是内存不足；请拆分后分别读取，或用 --most-memory 调整上限。",
    "the process that read it ended unexpectedly (code {code}), mostly for want of memory; split the file, or change "
    "the limit with --most-memory",
)
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.stdin.buffer.readline()); "
    "from openfisca_china_personnel.documents.many.worker import main; main()"
)


READY = "ready"
"""What the process gives first: only then does the clock of a document start."""
_MOST_SECONDS_TO_START = 120


class Stopped(Exception):
    """The process was ended from outside while a document was read."""


class ReaderProcess:
    """Starts with its first document, and again after it was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._is_ready = False
        self._stopped = False

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def ask(self, task: Task) -> Answer:
        """What the process answers; a fault where it takes too long or ends.

        Raises:
            Stopped: ``stop`` was called meanwhile, from another thread.

        """
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        late = False

        def end() -> None:
            nonlocal late
            late = True
            process.kill()

        clock = Timer(task.limits.seconds, end)
        clock.daemon = True
        try:
            self._wait_for_start(process)
            clock.start()
            pickle.dump(task, process.stdin, 5)
            process.stdin.flush()
            answer: Answer
            answer, goes_on = pickle.load(process.stdout)  # noqa: S301 - from our own process
            if not goes_on:
                process.wait()
        except (OSError, EOFError, pickle.UnpicklingError):
            code = self._ended(process)
            if self._stopped:
                raise Stopped from None
            said = _TOO_SLOW.format(seconds=task.limits.seconds) if late else _ENDED.format(code=code)
            return refuse(said, file="、".join(path.name for path in task.paths)).faults
        finally:
            clock.cancel()
        return answer

    def _wait_for_start(self, process: subprocess.Popen[bytes]) -> None:
        if self._is_ready:
            return
        assert process.stdout is not None
        clock = Timer(_MOST_SECONDS_TO_START, process.kill)
        clock.daemon = True
        clock.start()
        try:
            self._is_ready = pickle.load(process.stdout) == READY  # noqa: S301 - from our own process
        finally:
            clock.cancel()

    def stop(self) -> None:
        """End the process, from any thread; it is not started again."""
        with self._lock:
            self._stopped = True
            process = self._process
        if process is not None:
            self._ended(process)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise Stopped
            if self._process is None or self._process.poll() is not None:
                self._is_ready = False
                # One thread a process: the processes share the cores among themselves.
                environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
                self._process = subprocess.Popen(  # noqa: S603 - this Python, with our own words
                    [sys.executable, "-P", "-c", _START],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
                assert self._process.stdin is not None
                with suppress(OSError):  # one that has ended already gives no answer, which is seen below
                    self._process.stdin.write(json.dumps([str(path) for path in sys.path]).encode() + b"\n")
                    self._process.stdin.flush()
            return self._process

    @staticmethod
    def _ended(process: subprocess.Popen[bytes]) -> int:
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        return code
