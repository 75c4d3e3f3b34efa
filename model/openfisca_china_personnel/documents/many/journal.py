"""What has been read already, kept beside the result until that is written: an interrupted run goes on from there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from openfisca_china_personnel.documents.many.work import Task, fingerprint
from openfisca_china_personnel.report.output import write_whole

ENDING = ".partial"


class Journal:
    """Results by what they rest on: the file's content, the task, and the package that did it.

    ``folder`` is where they are kept, ``None`` for nowhere.
    """

    def __init__(self, output: Path | None, task: Task, *, fresh: bool = False) -> None:
        self.folder = None if output is None else output.with_name(f"{output.name}{ENDING}")
        self._basis = f"{task}\n{fingerprint()}\n" if self.folder is not None else ""
        if fresh:
            self.clear()

    def key(self, path: Path) -> str | None:
        """What a file's result is kept under; ``None`` where the file cannot be read or nothing is kept."""
        if self.folder is None:
            return None
        digest = hashlib.sha256(self._basis.encode("utf-8"))
        try:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError:
            return None
        return digest.hexdigest()

    def get(self, key: str | None) -> dict[str, Any] | None:
        """The result kept under a key; one that is damaged counts as none."""
        if self.folder is None or key is None:
            return None
        with contextlib.suppress(OSError, ValueError):
            kept = json.loads((self.folder / f"{key}.json").read_text(encoding="utf-8"))
            return kept if isinstance(kept, dict) else None
        return None

    def put(self, key: str | None, content: dict[str, Any]) -> None:
        """Keep a result."""
        if self.folder is None or key is None:
            return
        self.folder.mkdir(exist_ok=True)
        write_whole(self.folder / f"{key}.json", json.dumps(content, ensure_ascii=False).encode("utf-8"))

    def clear(self) -> None:
        """Forget everything: the result is written."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
