"""What tells one program and law from another: machines that count together must have the same."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from openfisca_china_personnel.places import law_folder

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def fingerprint() -> str:
    """The version of this package, with a hash of its source, of the law's files and of openfisca-core's version."""
    digest = hashlib.sha256(version("openfisca-core").encode())
    law = (law_folder("parameters"), law_folder("variables"))
    for folder in (_PACKAGE, *law):
        # An installed package has the law inside, a checkout beside it: both are the same.
        apart = law if folder is _PACKAGE else ()
        files = (
            file
            for file in folder.rglob("*")
            if file.suffix in (".py", ".yaml") and not any(file.is_relative_to(each) for each in apart)
        )
        for file in sorted(files, key=lambda each: each.relative_to(folder).parts):
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return f"{version('openfisca-china-personnel')}-{digest.hexdigest()[:16]}"
