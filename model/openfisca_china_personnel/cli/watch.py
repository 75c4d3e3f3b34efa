"""One document at a time is bounded too: what takes too long or too much memory ends in a sentence."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openfisca_china_personnel.cli.stderr import say
from openfisca_china_personnel.documents.many.running import MOST_SECONDS, TOO_SLOW
from openfisca_china_personnel.documents.many.work import MOST_MEMORY, TOO_MUCH_MEMORY, limit_memory
from openfisca_china_personnel.faults import Fault, refuse
from openfisca_china_personnel.language import Language

_BAD_INPUT = 1


@contextmanager
def watched(paths: Sequence[Path], timeout: float | None, language: Language) -> Iterator[None]:
    """Read the documents within; past ``timeout`` seconds say so and end the process with 1.

    Nothing can be half written by then: a file appears when its whole content is there. Raises ``InputFaults`` where
    reading takes too much memory.
    """
    file = ", ".join(path.name for path in paths)
    seconds = timeout or MOST_SECONDS

    def stop() -> None:
        say(Fault(TOO_SLOW.format(seconds=f"{seconds:g}"), file=file).sentence(language))
        os._exit(_BAD_INPUT)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    limit_memory()
    timer.start()
    try:
        yield
    except MemoryError:
        raise refuse(TOO_MUCH_MEMORY.format(size=MOST_MEMORY // 2**30), file=file) from None
    finally:
        timer.cancel()
        limit_memory(None)
