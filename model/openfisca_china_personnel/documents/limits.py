"""How much one document may ask of the machine before it is given up, far above what any budget needs."""

from __future__ import annotations

from dataclasses import dataclass

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

MOST_BYTES = 300_000_000
"""Of any file: final accounts as scanned pictures have less than a third of it."""
MOST_TEXT_BYTES = 20_000_000
"""Of a text, a web page or a figures file: some hundred thousand lines."""
MOST_PLACES = 2_000_000
"""Of one table drawn in a workbook or a web page, rows times columns."""

_TOO_LARGE = Text(
    "文件超过 {most} MB，拒绝读取；请核对是不是公布的预算或决算，或拆分后分别读取。",
    "the file has more than {most} MB, which is refused; check that it is a published budget, or split it",
)
_TOO_WIDE = Text(
    "一张表格占 {places} 格以上，超过 {most} 格的上限，拒绝读取；请删去表外的内容和过大的合并单元格。",
    "a table takes up {places} cells or more, beyond the {most} that are read; remove what stands outside of the "
    "table and cells merged over more than it",
)


@dataclass(frozen=True)
class Limits:
    """What one document may take: ``seconds`` on the clock, ``megabytes`` of memory.

    Memory is bounded where a document is read in a process of its own and the system can bound a process (not on
    Windows); time everywhere.
    """

    seconds: float = 900
    megabytes: int = 3000


USUAL = Limits()


def within_bytes(content: bytes, file: str, most: int = MOST_BYTES) -> bytes:
    """The content as it is. Raises ``InputFaults`` where it is longer than ``most`` bytes."""
    if len(content) > most:
        raise refuse(_TOO_LARGE.format(most=most // 1_000_000), file=file)
    return content


def within_places(places: int, file: str | None = None) -> None:
    """Raises ``InputFaults`` for a table of more places than any budget has."""
    if places > MOST_PLACES:
        raise refuse(_TOO_WIDE.format(places=f"{places:,}", most=f"{MOST_PLACES:,}"), file=file)
