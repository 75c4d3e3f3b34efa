"""The law's numbers as they were read from their YAML files, kept so that the next start need not parse them.

What is kept is the plain tree of texts and numbers as JSON, under the hash of every file's name and bytes and of what
reads them (Python, PyYAML, the source here and in openfisca-core), with the hash of its own content before it. JSON
makes texts, numbers, lists and mappings and nothing else, so that a file which somebody has tampered with can run
nothing; and one that is damaged, or that does not fit its hash, is read as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from openfisca_china_personnel.kept_files import forget_old, keep, kept_folder

OFF_VARIABLE = "PERSONNEL_BUDGET_NO_LAW_CACHE"
"""An environment variable that, where it has any value, lets the law be read from its files each time."""

LawFiles = dict[str, bytes]
"""The content of every file by its path within the folder, with ``/``."""
Tree = dict[str, Any]


def kept_tree(files: LawFiles, parsed: Callable[[LawFiles], Tree], sources: Sequence[Path]) -> Tree:
    """The tree that ``parsed`` makes of the files, from the user's folder where it is kept there.

    ``sources`` are the files of source on which it depends how the law's files are read.
    """
    folder = None if os.environ.get(OFF_VARIABLE) else _folder()
    key = None if folder is None else _key(files, sources)
    if folder is None or key is None:
        return parsed(files)
    file = folder / f"{key}.json"
    tree = _read(file)
    if tree is None:
        tree = parsed(files)
        if _is_plain(tree):
            content = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
            keep(file, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            forget_old(folder, "*.json")
    return tree


def _key(files: LawFiles, sources: Sequence[Path]) -> str | None:
    digest = hashlib.sha256(repr((sys.version_info[:3], yaml.__version__)).encode())
    try:
        read = {source.name: source.read_bytes() for source in (Path(__file__), *sources)}
    except OSError:  # a package without its source
        return None
    for name, content in (*read.items(), *files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _folder() -> Path | None:
    try:
        return kept_folder("law")
    except RuntimeError:  # a user without a home
        return None


def _read(file: Path) -> Tree | None:
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() != digest:
            return None
        tree = json.loads(content)
        os.utime(file)
    except (OSError, ValueError, RecursionError):
        return None
    return tree if isinstance(tree, dict) else None


def _is_plain(value: object) -> bool:
    """Whether JSON gives back the same value of the same types."""
    if isinstance(value, dict):
        return all(type(key) is str and _is_plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    return value is None or type(value) in (str, int, float, bool)
