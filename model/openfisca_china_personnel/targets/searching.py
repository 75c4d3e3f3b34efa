"""Finding where a figure lies on a course of whole steps: headcounts, hundredths of a percent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Course = Callable[[int], int]
"""An amount in fen for every whole step; it never falls from one step to the next."""


@dataclass(frozen=True)
class Window:
    """The steps at which a course lies within bounds: ``first`` to ``last``; none where ``first`` is after ``last``.

    Then ``last`` is the highest step still below the bounds and ``first`` the lowest above them, each outside the
    course's own range where it has no such step.
    """

    first: int
    last: int


def window(course: Course, least: int, most: int, low: int, high: int) -> Window:
    """The steps from ``low`` to ``high`` at which the course lies within ``least`` … ``most`` (fen, both included)."""
    first = first_reaching(course, least, low, high)
    return Window(first, first_reaching(course, most + 1, first, high) - 1 if first <= high else high)


def first_reaching(course: Course, bound: int, low: int, high: int) -> int:
    """The first step from ``low`` to ``high`` at which the course is at least ``bound``; ``high`` + 1 where none is.

    Whole numbers decide. The next step to look at is where a straight line would reach the bound, because costs nearly
    are one; where that does not halve what is left, the middle.
    """
    if course(low) >= bound:
        return low
    if course(high) < bound:
        return high + 1
    straight = True
    while high - low > 1:
        left = high - low
        step = low + left // 2
        if straight:
            rise = course(high) - course(low)
            step = low - (course(low) - bound) * left // rise if rise else step
            step = min(max(step, low + 1), high - 1)
        if course(step) >= bound:
            high = step
        else:
            low = step
        straight = (high - low) * 2 <= left or not straight
    return high


def common(windows: Sequence[Window]) -> Window:
    """The steps that lie in all windows.

    Where there are none, ``last`` is the highest step at which nothing is above its bounds and ``first`` the lowest at
    which nothing is below.
    """
    return Window(max(each.first for each in windows), min(each.last for each in windows))
