"""Which files a budget is computed from: named ones, those of folders and patterns, and addresses of a storage."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text, enumeration
from openfisca_china_personnel.rows_of_files import MOST_FILES
from openfisca_china_personnel.scale.addresses import addresses_of, is_address

PathLike = str | os.PathLike[str]
Sources = PathLike | Iterable[PathLike]

ENDINGS = (".parquet", ".csv", ".tsv", ".xlsx", ".xlsm")
"""What is taken of folders, where other files may lie too."""
_HIDDEN = (".", "~$", "_")
_WILD = ("*", "?", "[")

_NOTHING_THERE = Text(
    "没有可读取的名册文件（{endings}）", "no file of a roster is there (files that end in {endings} would be)"
)
_TOO_MANY = Text(
    "文件过多：{count} 个，最多 {most} 个；请合并后再计算", "too many files: {count}, {most} at most; put some together"
)


def files_of(sources: Sources) -> tuple[str, ...]:
    """The paths or addresses of all files, each once: in the order of the arguments, those of a folder by name.

    A folder stands for the files in it and below that have one of ``ENDINGS``, a pattern (``2024-*.parquet``) for the
    files that it fits. Raises ``InputFaults`` for folders and patterns without any.
    """
    given = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    found: dict[str, None] = {}
    faults = []
    for source in (os.fspath(each) for each in given):
        files = list(_of_source(source))
        if not files:
            faults.append(Fault(_NOTHING_THERE.format(endings=enumeration(ENDINGS)), file=source))
        found.update(dict.fromkeys(files))
    if faults or not given:
        raise InputFaults(faults or refuse(_NOTHING_THERE.format(endings=enumeration(ENDINGS))).faults)
    if len(found) > MOST_FILES:
        raise refuse(_TOO_MANY.format(count=len(found), most=MOST_FILES))
    return tuple(found)


def is_one_file(sources: Sources) -> bool:
    """Whether the sources are the path of a file, and not several, a folder, a pattern or an address."""
    given = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    source = os.fspath(given[0]) if len(given) == 1 else None
    return source is not None and not (is_address(source) or Path(source).is_dir() or _is_pattern(source))


def _of_source(source: str) -> Iterator[str]:
    if is_address(source):
        yield from addresses_of(source, is_roster)
    elif Path(source).is_dir():
        yield from _of_folder(Path(source))
    elif _is_pattern(source):
        yield from _of_pattern(Path(source))
    else:
        yield source


def _is_pattern(source: str) -> bool:
    return any(sign in source for sign in _WILD) and not Path(source).exists()


def _of_pattern(pattern: Path) -> list[str]:
    anchor = Path(pattern.anchor)
    try:
        found = [path for path in anchor.glob(str(pattern.relative_to(anchor))) if path.is_file()]
    except (ValueError, NotImplementedError):  # no pattern that there can be, such as “a**”
        return []
    return sorted(str(path) for path in found)


def _of_folder(folder: Path) -> Iterator[str]:
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        found += [Path(parent, name) for name in names if is_roster(name)]
    yield from (str(path) for path in sorted(found, key=lambda each: each.relative_to(folder).parts))


def is_roster(name: str) -> bool:
    """Whether a file of a folder is taken for a roster, by its name."""
    return name.casefold().endswith(ENDINGS) and not name.startswith(_HIDDEN)
