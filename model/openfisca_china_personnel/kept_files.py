"""Files that can be made again, kept in the user's folder for such: whole or not at all, never needed."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

NAME = "openfisca-china-personnel"
FOLDER_VARIABLE = "PERSONNEL_BUDGET_CACHE"
_DAYS = 60


def kept_folder(kind: str) -> Path:
    """The folder for one kind of files: where the environment says, else in the system's place for such."""
    stated = os.environ.get(FOLDER_VARIABLE)
    if stated:
        return Path(stated) / kind
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / NAME / kind
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches" / NAME / kind
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / NAME / kind


def keep(file: Path, content: bytes) -> None:
    """Write a file, which appears whole or not at all; where it cannot be written nothing happens."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as writing:
                writing.write(content)
            Path(name).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise


def forget_old(folder: Path, pattern: str) -> None:
    """Remove the files that nobody asked for in two months."""
    before = time.time() - _DAYS * 86400
    with suppress(OSError):
        for file in folder.glob(pattern):
            with suppress(OSError):
                if file.stat().st_mtime < before:
                    file.unlink()
