"""A process that does pieces of work, seen from the program: it is asked, and ended when it does not answer in time.

It is started as an ordinary process, so that it starts alike on every system and runs nothing of the program that
started it.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import Any

from openfisca_china_personnel.processes.serving import READY

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.stdin.buffer.readline()); from importlib import import_module; "
    "import_module(sys.argv[1]).main()"
)
_MOST_SECONDS_TO_START = 120


class Stopped(Exception):
    """The process was ended from outside while it worked."""


class Late(Exception):
    """The process was ended because it took too long."""


class Ended(Exception):
    """The process ended by itself; ``code`` is its exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Process:
    """Runs ``main`` of the module ``worker``; starts with its first piece of work, and again after it was ended."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._is_ready = False
        self._stopped = False

    def __enter__(self) -> Process:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def ask(self, task: object, seconds: float | None = None) -> Any:
        """What the process answers within ``seconds``, counted from when it is ready (``None``: however long).

        Raises:
            Late: it took longer.
            Ended: it ended without an answer.
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

        clock = None if seconds is None else Timer(seconds, end)
        try:
            self._wait_for_start(process)
            if clock is not None:
                clock.daemon = True
                clock.start()
            pickle.dump(task, process.stdin, 5)
            process.stdin.flush()
            answer, goes_on = pickle.load(process.stdout)  # noqa: S301 - from our own process
            if not goes_on:
                process.wait()
        except (OSError, EOFError, pickle.UnpicklingError):
            code = self._end(process)
            if self._stopped:
                raise Stopped from None
            raise Late if late else Ended(code) from None
        finally:
            if clock is not None:
                clock.cancel()
        return answer

    def stop(self) -> None:
        """End the process, from any thread; it is not started again."""
        with self._lock:
            self._stopped = True
            process = self._process
        if process is not None:
            self._end(process)

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

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise Stopped
            if self._process is None or self._process.poll() is not None:
                self._is_ready = False
                # One thread a process: the processes share the cores among themselves.
                environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
                self._process = subprocess.Popen(  # noqa: S603 - this Python, with our own words
                    [sys.executable, "-P", "-c", _START, self._worker],
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
    def _end(process: subprocess.Popen[bytes]) -> int:
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        return code
