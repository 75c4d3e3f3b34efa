"""Measuring: rounds in which all contestants run in turn, so that a busy machine slows them alike."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ASIDE = Path(__file__).parent / "aside.py"


@dataclass(frozen=True)
class Seconds:
    """The runs of one contestant, in the order of the rounds."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run."""
        return median(self.runs)

    @property
    def best(self) -> float:
        """The fastest run: what is left when nothing else asks for the machine."""
        return min(self.runs)

    def ratio_to(self, other: Seconds) -> float:
        """How many times as long as ``other``: the median of the rounds' own ratios."""
        return median(mine / theirs for mine, theirs in zip(self.runs, other.runs, strict=True))

    def less(self, other: Seconds) -> Seconds:
        """What is left of each round after what ``other`` took in it; a millisecond at least."""
        return Seconds(tuple(max(a - b, 1e-3) for a, b in zip(self.runs, other.runs, strict=True)))

    def __str__(self) -> str:
        if len(self.runs) == 1:
            return _shown(self.median)
        return f"{_shown(self.median)} ({_shown(self.best)}–{_shown(max(self.runs))})"


def in_turn(contestants: Mapping[str, Callable[[], object]], rounds: int, *, warm: int = 1) -> dict[str, Seconds]:
    """Seconds of every contestant; ``warm`` rounds before the first that counts warm caches and imports."""
    runs: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + warm):
        for name, run in contestants.items():
            gc.collect()
            started = time.perf_counter()
            run()
            elapsed = time.perf_counter() - started
            if number >= warm:
                runs[name].append(elapsed)
    return {name: Seconds(tuple(seconds)) for name, seconds in runs.items()}


def command(*arguments: str, environment: Mapping[str, str] | None = None) -> Callable[[], object]:
    """A run of this Python with ``arguments``, as a process of its own."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)


def aside(task: str, path: Path, *words: str, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The answer of a task of ``aside.py``, done in a process of its own whose memory is its own too."""
    line = [sys.executable, str(ASIDE), task, str(path), *words]
    done = subprocess.run(line, check=True, capture_output=True, env=environment)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.2f} s"
