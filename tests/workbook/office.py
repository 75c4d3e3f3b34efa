"""LibreOffice as a second calculator: workbooks recalculated from their formulas, and the cells of workbooks."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

PROGRAM = shutil.which("soffice")
MISSING_OFFICE = "LibreOffice is not installed (apt-get install libreoffice-calc-nogui)"

_RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
"""Without it LibreOffice would show the values that a file brings along instead of calculating."""
_LONGEST = 600

Cells = dict[str, float | str]
"""The cells of a sheet by their addresses; numbers and texts, empty ones left out."""


def recalculated(files: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks after LibreOffice has calculated every formula anew, in a subfolder of ``folder``."""
    return converted(files, folder, "xlsx")


def converted(files: Sequence[Path], folder: Path, ending: str) -> list[Path]:
    """The workbooks in another format (``xlsx``, ``pdf``), written by LibreOffice, in a subfolder of ``folder``.

    The profile is its own, so that neither another LibreOffice nor a user's settings play a part.
    """
    assert PROGRAM is not None, MISSING_OFFICE
    profile, output = folder / "profile", folder / "recalculated"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_RECALCULATE_ALWAYS, encoding="utf-8")
    output.mkdir(exist_ok=True)
    command = [
        PROGRAM,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        ending,
    ]
    command += ["--outdir", str(output), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST)
    found = [output / f"{file.stem}.{ending}" for file in files]
    missing = [file.name for file in found if not file.exists()]
    assert not missing, f"LibreOffice did not write {missing}"
    return found


def sheets(workbook: Path) -> dict[str, str]:
    """The XML of each sheet, by its name, in the order of the tabs."""
    with zipfile.ZipFile(workbook) as archive:
        book = archive.read("xl/workbook.xml").decode()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        targets = {}
        for relation in re.findall(r"<Relationship [^>]*>", relations):
            targets[_attribute(relation, "Id")] = _attribute(relation, "Target")
        found = {}
        for sheet in re.findall(r"<sheet [^>]*>", book):
            target = targets[_attribute(sheet, "r:id")].removeprefix("/xl/")
            found[unescape(_attribute(sheet, "name"))] = archive.read(f"xl/{target}").decode()
    return found


def cells(workbook: Path) -> dict[str, Cells]:
    """What every sheet shows, by its name."""
    with zipfile.ZipFile(workbook) as archive:
        strings = []
        if "xl/sharedStrings.xml" in archive.namelist():
            text = archive.read("xl/sharedStrings.xml").decode()
            strings = [_text(item) for item in re.findall(r"<si>(.*?)</si>|<si/>", text, re.DOTALL)]
    return {name: dict(_cells(xml, strings)) for name, xml in sheets(workbook).items()}


def formulas(workbook: Path) -> dict[str, dict[str, str]]:
    """Every formula by sheet and address."""
    return {
        name: {address: unescape(formula) for address, _, formula in _FORMULA.findall(xml)}
        for name, xml in sheets(workbook).items()
    }


def with_cells(workbook: Path, changes: Mapping[str, Mapping[str, float | str | None]], target: Path) -> Path:
    """A copy in which some cells hold other numbers or texts instead of what they held, formulas included.

    ``None`` empties a cell. Every cell that is changed must be there, so that it keeps its format.
    """
    parts = {name: _part_of(workbook, name) for name in changes}
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in source.namelist():
            content = source.read(item)
            for name, part in parts.items():
                if item == part:
                    content = _changed(content.decode(), changes[name]).encode()
            copy.writestr(item, content)
    return target


def without_values(workbook: Path, target: Path) -> Path:
    """A copy whose formulas bring no values along, so that whatever is shown was calculated."""
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in source.namelist():
            content = source.read(item)
            if item.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v[^>]*>.*?</v>", rb"\1", content, flags=re.DOTALL)
            copy.writestr(item, content)
    return target


_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*?)><f[^>]*>(.*?)</f>', re.DOTALL)


def _cells(xml: str, strings: Sequence[str]) -> Iterable[tuple[str, float | str]]:
    for address, attributes, content in _CELL.findall(xml):
        value = re.search(r"<v[^>]*>(.*?)</v>", content, re.DOTALL)
        kind = _attribute(attributes, "t") if ' t="' in attributes else "n"
        if kind == "inlineStr":
            yield address, _text(content)
        elif value is not None and kind == "s":
            yield address, strings[int(value[1])]
        elif value is not None:
            yield address, unescape(value[1]) if kind in ("str", "e") else float(value[1])


def _text(xml: str) -> str:
    return unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", xml, re.DOTALL)))


def _attribute(element: str, name: str) -> str:
    found = re.search(rf'(?:^|\s){name}="([^"]*)"', element)
    assert found is not None, f"no {name} in {element}"
    return found[1]


def _part_of(workbook: Path, name: str) -> str:
    number = list(sheets(workbook)).index(name) + 1
    return f"xl/worksheets/sheet{number}.xml"


def _changed(xml: str, changes: Mapping[str, float | str | None]) -> str:
    for address, value in changes.items():
        found = re.search(rf'<c r="{address}"([^>]*?)(?:/>|>.*?</c>)', xml, re.DOTALL)
        assert found is not None, f"no cell {address}"
        style = re.sub(r'\s+t="[^"]*"', "", found[1])
        if value is None:
            cell = f'<c r="{address}"{style}/>'
        elif isinstance(value, str):
            cell = f'<c r="{address}"{style} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        else:
            cell = f'<c r="{address}"{style}><v>{value!r}</v></c>'
        xml = xml[: found.start()] + cell + xml[found.end() :]
    return xml
