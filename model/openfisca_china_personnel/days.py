"""Days as the law's dates are written: ISO text."""

from __future__ import annotations

import datetime


def day_before(day: str) -> str:
    """The day before, ``YYYY-MM-DD``."""
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    """The day after, ``YYYY-MM-DD``."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
