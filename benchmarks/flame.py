"""``python benchmarks/flame.py``: where the time goes, drawn as ``docs/flame.svg``.

Samples the running budget of a million rows (read from Parquet in blocks, one process) and draws the stacks: as wide as
their share of the time, callers below. Nothing but the standard library: a thread looks at the main thread's stack a
thousand times a second and weighs each look by the time since the last one, so that long NumPy calls count fully.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import FrameType

from aside import streamed
from rosters import roster_file

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "flame.svg"
ROWS = 1_000_000
EVERY = 0.001
WIDTH, HEIGHT_OF_A_FRAME, MARGIN = 1200, 17, 64
LEAST_SHARE = 0.004
"""Frames that take less are not drawn: nobody could read them."""
LETTER = 6.6
_SVG = "http://www.w3.org/2000/svg"
_KINDS = (
    ("/variables/", "#d9534f", "the law's formulas 法规公式"),
    ("/openfisca_china_personnel/roster/", "#5b8db8", "reading 读取"),
    ("/openfisca_china_personnel/", "#e8a33d", "this package 本程序"),
    ("/openfisca_core/", "#8f79b5", "openfisca-core"),
    ("", "#9aa5a0", "others 其他"),
)


@dataclass
class Stack:
    """A function called from where it stands: its seconds and what it called."""

    name: str
    file: str = ""
    seconds: float = 0.0
    called: dict[str, Stack] = field(default_factory=dict)

    @property
    def depth(self) -> int:
        """How many functions stand on one another, as far as they are wide enough."""
        return 1 + max((each.depth for each in self.called.values()), default=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        file, few = (roster_file(Path(folder) / f"{size}.parquet", size) for size in (rows, 10))
        streamed(few)  # imports and the law are no part of the picture
        stack = sampled(lambda: streamed(file))
    PICTURE.write_text(drawn(trimmed(stack, stack.seconds * LEAST_SHARE), rows), encoding="utf-8")


def sampled(run: Callable[[], object]) -> Stack:
    """The stacks of the main thread while it runs."""
    root, done, main_thread = Stack("all 全部"), threading.Event(), threading.main_thread().ident
    beneath = len(_frames(sys._getframe()))
    switching = sys.getswitchinterval()

    def look() -> None:
        last = time.perf_counter()
        while not done.wait(EVERY):
            frames = _frames(sys._current_frames()[main_thread or 0])[beneath + 1 :]
            now = time.perf_counter()
            _add(root, frames, now - last)
            last = now

    looking = threading.Thread(target=look, daemon=True)
    sys.setswitchinterval(EVERY / 2)
    looking.start()
    try:
        run()
    finally:
        done.set()
        looking.join()
        sys.setswitchinterval(switching)
    return root


def trimmed(stack: Stack, least: float) -> Stack:
    """The stack without what took less than ``least`` seconds."""
    kept = {key: trimmed(each, least) for key, each in stack.called.items() if each.seconds >= least}
    return Stack(stack.name, stack.file, stack.seconds, kept)


def drawn(stack: Stack, rows: int) -> str:
    """The picture as SVG; what a frame is, how long and how much of all of it show when the mouse rests on it."""
    height = stack.depth * HEIGHT_OF_A_FRAME + MARGIN
    lines = [
        f'<svg xmlns="{_SVG}" viewBox="0 0 {WIDTH} {height}" font-family="monospace" font-size="11">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(8, 16, f"{rows:,} 行名册（Parquet）测算的火焰图，单进程：宽度为所占时间，下方调用上方"),
        _text(
            8,
            31,
            f"The budget of {rows:,} rows (Parquet), one process: as wide as its share of the time, callers below",
        ),
    ]
    for number, (_, colour, label) in enumerate(_KINDS):
        x = 8 + 190 * number
        lines.append(f'<rect x="{x}" y="40" width="11" height="11" fill="{colour}"/>{_text(x + 16, 50, label)}')
    lines += _boxes(stack, 0.0, height - HEIGHT_OF_A_FRAME, stack.seconds)
    return "\n".join([*lines, "</svg>", ""])


def _boxes(stack: Stack, x: float, y: float, whole: float) -> list[str]:
    width = stack.seconds / whole * WIDTH
    said = f"{stack.name}: {stack.seconds:.2f} s, {stack.seconds / whole:.1%}"
    colour = next(colour for part, colour, _ in _KINDS if part in stack.file)
    place = f'x="{x:.1f}" y="{y:.0f}" width="{max(width - 0.5, 0.3):.1f}" height="{HEIGHT_OF_A_FRAME - 1}"'
    lines = [f'<g><title>{escape(said)}</title><rect {place} rx="1" fill="{colour}"/>']
    letters = int((width - 4) / LETTER)
    if letters >= 3:
        name = stack.name if len(stack.name) <= letters else stack.name[: letters - 1] + "…"
        lines.append(_text(x + 3, y + 12, name))
    lines.append("</g>")
    for each in sorted(stack.called.values(), key=lambda called: -called.seconds):
        lines += _boxes(each, x, y - HEIGHT_OF_A_FRAME, whole)
        x += each.seconds / whole * WIDTH
    return lines


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _frames(frame: FrameType | None) -> list[tuple[str, str]]:
    """Function and file of every frame, the outermost first."""
    found: list[tuple[str, str]] = []
    while frame is not None:
        code = frame.f_code
        found.append((code.co_qualname.replace(".<locals>", ""), Path(code.co_filename).as_posix()))
        frame = frame.f_back
    return found[::-1]


def _add(root: Stack, frames: list[tuple[str, str]], seconds: float) -> None:
    root.seconds += seconds
    stack = root
    for name, file in frames:
        named = f"{Path(file).stem}.{name}"
        stack = stack.called.setdefault(named, Stack(named, file))
        stack.seconds += seconds


if __name__ == "__main__":
    main()
