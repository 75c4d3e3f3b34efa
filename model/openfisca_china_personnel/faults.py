"""Faults of an input: one clear sentence each, with its place, and all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openfisca_china_personnel.language import Language, Text


@dataclass(frozen=True)
class Fault:
    """One fault: what was found and what was expected, and where.

    ``row`` is the row as a spreadsheet shows it (the header is row 1), ``line`` the line of a text or YAML file,
    ``column`` the header as the file writes it. Places that do not apply are ``None``.
    """

    text: Text
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None

    def sentence(self, language: Language) -> str:
        """The fault as one sentence that starts with its place."""
        zh = language == "zh"
        place: list[str] = []
        if self.file is not None:
            place.append(self.file)
        if self.sheet is not None:
            place.append(f"工作表“{self.sheet}”" if zh else f"sheet “{self.sheet}”")
        if self.row is not None:
            place.append(f"第 {self.row} 行" if zh else f"row {self.row}")
        if self.line is not None:
            place.append(f"文件第 {self.line} 行" if zh else f"line {self.line}")
        if self.column is not None:
            place.append(f"“{self.column}”列" if zh else f"column “{self.column}”")
        where = ("，" if zh else ", ").join(place)
        separator = "：" if zh else ": "
        return f"{where}{separator}{self.text.in_(language)}" if where else self.text.in_(language)


class InputFaults(ValueError):
    """An input that cannot be used, with every fault that was found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.sentences("en"))

    def __reduce__(self) -> tuple[type[InputFaults], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)

    def sentences(self, language: Language) -> str:
        """All faults, a line each."""
        return "\n".join(fault.sentence(language) for fault in self.faults)


def refuse(text: Text, **place: str | int | None) -> InputFaults:
    """One fault, ready to be raised."""
    return InputFaults([Fault(text, **place)])  # type: ignore[arg-type]
