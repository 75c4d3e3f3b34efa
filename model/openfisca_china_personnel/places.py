"""Where the law's folders are: inside the installed package, or at the root of the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# model/openfisca_china_personnel/places.py: the checkout's root is two folders above the package.
_CHECKOUT = Path(__file__).resolve().parents[2]


def law_folder(name: str) -> Path:
    """The folder ``parameters`` or ``variables``: beside this file first (a wheel), then at the checkout's root.

    Raises ``FileNotFoundError`` where neither has it.
    """
    for place in (_PACKAGE, _CHECKOUT):
        folder = place / name
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no folder {name!r} in {_PACKAGE} or {_CHECKOUT}")
