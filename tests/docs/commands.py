"""Running what a page tells its reader to run."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

READMES = {"README.md": "en_US.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}
"""Each README with the locale of its readers."""
PROGRAM = ".venv/bin/personnel-budget "


def installed(line: str) -> list[str]:
    """A command of a page with the programs of this Python."""
    words = shlex.split(line)
    assert words[0].startswith(".venv/bin/"), line
    return [str(Path(sys.executable).parent / words[0].removeprefix(".venv/bin/")), *words[1:]]


def run(command: list[str], folder: Path, locale: str) -> str:
    """What a command prints; it must exit with 0."""
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
