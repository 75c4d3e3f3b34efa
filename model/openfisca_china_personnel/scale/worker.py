"""Inside a process of this machine that counts one piece after another."""

from __future__ import annotations

from openfisca_china_personnel.processes.serving import serve
from openfisca_china_personnel.scale.pieces import Counted, Piece, counted


def main() -> None:
    """Answer until standard input ends."""
    serve(_answered)


def _answered(piece: Piece) -> tuple[Counted | str, bool]:
    try:
        return counted(piece), True
    except Exception as error:  # noqa: BLE001 - raised again by the process that asked
        return f"{type(error).__name__}: {error}", True
