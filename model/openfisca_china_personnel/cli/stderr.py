"""Sentences on standard error, whatever characters the console has."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Write a sentence; characters that the console lacks are replaced."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, errors="replace").decode(encoding) + "\n")
