"""Environments that hold nothing but what is named, made without the network from what is installed here."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[2]
SEVERAL_MINUTES = 600

OPENFISCA = "import sys; from openfisca_core.scripts.openfisca_command import main; sys.exit(main())"
"""OpenFisca's command line for ``python -c``; its own script belongs to another environment."""

_LOOK = "import sys; sys.path[:0] = sys.argv[1:3]; del sys.argv[1:3]; "


@dataclass(frozen=True)
class Environment:
    """A virtual environment with this project's wheel, and nothing of the checkout on its path."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def command(self) -> Path:
        return self.folder / "bin" / "personnel-budget"

    def run(
        self, *arguments: str | bytes | Path, cwd: Path, settings: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command in ``cwd`` and give its bytes; only ``settings`` beside the plainest variables."""
        return subprocess.run(
            arguments,
            cwd=cwd,
            env=plain_variables() | dict(settings or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=SEVERAL_MINUTES,
        )


def plain_variables() -> dict[str, str]:
    """What a program is given: a path, a home and how pip reaches its index; no locale, no Python settings."""
    kept = ("PATH", "HOME")
    return {name: value for name, value in os.environ.items() if name in kept or name.startswith(("PIP_", "UV_"))}


def bare_python(code: str, folder: Path, *arguments: str) -> list[str]:
    """A command that runs ``code`` with the standard library, a folder of links, this package and nothing else."""
    paths = (str(folder), str(CHECKOUT / "model"))
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", _LOOK + code, *paths, *arguments]


def build(*kinds: str, source: Path, into: Path) -> list[Path]:
    """Build the ``--wheel`` or ``--sdist`` of a source tree with the backend that is installed here."""
    subprocess.run(
        [sys.executable, "-m", "build", *kinds, "--no-isolation", "--outdir", str(into), str(source)],
        check=True,
        capture_output=True,
    )
    return sorted(into.iterdir())


def environment_of_links(folder: Path, wheel: Path) -> Environment:
    """An environment with the wheel and the dependencies that it declares, linked from this one."""
    venv.create(folder, with_pip=False)
    environment = Environment(folder)
    pip = [sys.executable, "-m", "pip", "--python", str(environment.python), "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--quiet", str(wheel)], check=True, capture_output=True)
    site = next(folder.glob("lib/python*/site-packages"))
    metadata = Distribution.at(next(site.glob("openfisca_china_personnel-*.dist-info")))
    link(closure(metadata.requires or ()), site)
    return environment


def closure(requirements: Iterable[str]) -> dict[str, Distribution]:
    """The installed distributions that requirements ask for, and those that they ask for in turn."""
    found: dict[str, Distribution] = {}
    asked: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        key = (requirement.name.lower(), frozenset(requirement.extras))
        if key in asked or not _applies(requirement):
            continue
        asked.add(key)
        found[key[0]] = distribution(requirement.name)
        for text in found[key[0]].requires or ():
            own = Requirement(text)
            if _applies(own, requirement.extras):
                own.marker = None
                waiting.append(own)
    return found


def _applies(requirement: Requirement, extras: Iterable[str] = ()) -> bool:
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": e}) for e in ("", *extras))


def link(distributions: Mapping[str, Distribution], folder: Path) -> None:
    """Put the importable parts and the metadata of distributions into a folder, as links."""
    for installed in distributions.values():
        for part in _parts(installed):
            target = folder / part
            if not target.exists():
                target.symlink_to(Path(str(installed.locate_file(part))).resolve())


def _parts(installed: Distribution) -> set[str]:
    return {file.parts[0] for file in installed.files or ()} - {"..", "__pycache__"}
