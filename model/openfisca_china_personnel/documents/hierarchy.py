"""The hierarchy of subject codes within one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TOTAL = "total"


def parents(codes: Sequence[str]) -> tuple[str | None, ...]:
    """For every code the nearest code above it that the same table has: 2080505 → 20805 → 208 → None."""
    present = set(codes)
    return tuple(_parent(code, present) for code in codes)


def _parent(code: str, present: set[str]) -> str | None:
    if code == TOTAL:
        return None
    return next((code[:length] for length in range(len(code) - 2, 2, -2) if code[:length] in present), None)
