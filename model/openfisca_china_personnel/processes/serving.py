"""Inside a process that works: one piece of work after another from standard input, answers on standard output."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

READY = "ready"
"""What the process gives first: only then does the clock of a piece of work start."""


def serve(answer: Callable[[Any], tuple[Any, bool]]) -> None:
    """Answer until standard input ends, or until ``answer`` says, beside what it answers, that it does not go on."""
    # Ctrl-C reaches every process of a terminal; the one that started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked = sys.stdin.buffer
    given = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not run into the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _give(READY, given)
    while True:
        try:
            task = pickle.load(asked)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        found, goes_on = answer(task)
        _give((found, goes_on), given)
        if not goes_on:
            return


def _give(found: object, given: BinaryIO) -> None:
    pickle.dump(found, given, 5)
    given.flush()
