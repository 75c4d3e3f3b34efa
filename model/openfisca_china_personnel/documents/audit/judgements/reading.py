"""Files of judgements: YAML with Chinese or English keys, every scalar as text, every fault with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openfisca_china_personnel.documents.audit.judgement import CONCLUSIONS, Conclusion, Judgement
from openfisca_china_personnel.documents.audit.judgements.entries import (
    IDENTIFYING,
    JUDGED,
    KEYS,
    TOP,
    Entry,
    Judgements,
)
from openfisca_china_personnel.documents.lines import decode
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.located_yaml import Located, load
from openfisca_china_personnel.system_errors import reason_of

ENDING = ".judgements.yaml"

_NOT_READABLE = Text("文件无法读取：{problem}。", "the file cannot be read: {problem}")
_NO_LIST = Text(
    "不是判断文件：应在“判断”（judgements）下列出各项，每项以“-”开头",
    "no file of judgements: expected a list under “judgements” (判断), each entry beginning with “-”",
)
_NO_ENTRY = Text("应为一项判断，如“检查: …”", "expected an entry with keys such as “check: …”")
_UNKNOWN = Text("不认识的键“{key}”，应为 {known} 之一", "unknown key “{key}”; expected one of {known}")
_SAME = Text("“{first}”和“{second}”含义相同，请只保留一个", "“{first}” and “{second}” mean the same: keep one of them")
_NO_TEXT = Text("“{key}”应为一个值", "“{key}” must be a single value")
_MISSING = Text(
    "缺少“检查”（check），无法知道判断的是哪个问题", "“check” (检查) is missing, so the finding is not known"
)
_NO_SUCH = Text("结论“{found}”应为 {known} 之一", "the conclusion “{found}” must be one of {known}")
_NOT_CONCLUDED = Text(
    "填写了“{key}”而“结论”空着；请填写结论：{known}",
    "“{key}” is filled in and “conclusion” is blank; state one of {known}",
)
_TWICE = Text("与第{line}行是同一个问题，请只保留一项", "is about the same finding as line {line}: keep one of them")
_KNOWN = Text(
    "、".join(text.zh for text in CONCLUSIONS.values()), ", ".join(str(conclusion) for conclusion in CONCLUSIONS)
)


def judgements_file(document: Path) -> Path:
    """Where the judgements about a document are kept: ``X.judgements.yaml`` beside ``X.pdf``."""
    return document.with_suffix(ENDING)


def judgements_beside(document: Path) -> Judgements | None:
    """The judgements kept beside a document; None where there is no such file. Raises ``InputFaults``."""
    path = judgements_file(document)
    return read_judgements(path) if path.exists() else None


def read_judgements(path: str | Path) -> Judgements:
    """A file of judgements. Raises ``InputFaults`` with every fault and its line."""
    file = Path(path)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise refuse(_NOT_READABLE.format(problem=reason_of(error)), file=file.name) from error
    return parse_judgements(decode(content, file.name), file.name)


def parse_judgements(text: str, file: str) -> Judgements:
    """The judgements of a text. Raises ``InputFaults`` with every fault and its line."""
    return _Reading(load(text, file), file).judgements()


class _Reading:
    """One reading of one file: collects the faults on its way."""

    def __init__(self, located: Located, file: str) -> None:
        self.located = located
        self.file = file
        self.faults: list[Fault] = []

    def judgements(self) -> Judgements:
        data = self.located.data
        top = self._known(data, (), {"judgements": TOP}) if isinstance(data, dict) else {}
        if "judgements" not in top:
            self._fault(_NO_LIST, ())
            raise InputFaults(self.faults)
        key, listed = top["judgements"]
        if listed is not None and not isinstance(listed, list):
            self._fault(_NO_LIST, (key,))
        places = [(key, number) for number in range(len(listed))] if isinstance(listed, list) else []
        entries = [self._entry(listed[place[1]], place) for place in places]
        kept = tuple(entry for entry in entries if entry is not None)
        self._distinct(kept)
        if self.faults:
            raise InputFaults(sorted(self.faults, key=lambda fault: fault.line or 0))
        return Judgements(kept, self.file)

    def _entry(self, data: Any, path: tuple[str | int, ...]) -> Entry | None:
        if not isinstance(data, dict):
            self._fault(_NO_ENTRY, path)
            return None
        values: dict[str, str] = {}
        for name, (key, value) in self._known(data, path, KEYS).items():
            if isinstance(value, (dict, list)):
                self._fault(_NO_TEXT.format(key=key), (*path, key))
            elif value is not None and value.strip():
                values[name] = value.strip()
        if "check" not in values:
            self._fault(_MISSING, path)
            return None
        identity = {name: values[name] for name in IDENTIFYING if name in values}
        judgement = self._judgement(data, values, path)
        return Entry(finding=values.get("finding"), judgement=judgement, at=self.located.line(path), **identity)

    def _judgement(self, data: dict[str, Any], values: dict[str, str], path: tuple[str | int, ...]) -> Judgement | None:
        stated = values.get("conclusion")
        if stated is None:
            said = next((name for name in JUDGED if name in values), None)
            if said is not None:
                key = next(key for key in data if key in (said, JUDGED[said].zh))
                self._fault(_NOT_CONCLUDED.format(key=key, known=_KNOWN), (*path, key))
            return None
        conclusion = _conclusion(stated)
        if conclusion is None:
            key = next(key for key in data if key in ("conclusion", JUDGED["conclusion"].zh))
            self._fault(_NO_SUCH.format(found=stated, known=_KNOWN), (*path, key))
            return None
        return Judgement(conclusion, values.get("by"), values.get("on"), values.get("why"))

    def _known(
        self, data: dict[str, Any], path: tuple[str | int, ...], keys: dict[str, Text]
    ) -> dict[str, tuple[str, Any]]:
        """By name: the key as it is written, and its value."""
        found: dict[str, tuple[str, Any]] = {}
        for key, value in data.items():
            name = next((name for name, text in keys.items() if key.strip() in (name, text.zh)), None)
            if name is None:
                known = Text("、".join(text.zh for text in keys.values()), ", ".join(keys))
                self._fault(_UNKNOWN.format(key=key, known=known), (*path, key))
            elif name in found:
                self._fault(_SAME.format(first=found[name][0], second=key), (*path, key))
            else:
                found[name] = (key, value)
        return found

    def _distinct(self, entries: tuple[Entry, ...]) -> None:
        known: dict[object, Entry] = {}
        for entry in entries:
            has_figure = entry.stated is not None or entry.computed is not None
            same = (entry.key, entry.line, None if has_figure else entry.finding)
            if same in known:
                self.faults.append(Fault(_TWICE.format(line=known[same].at), file=self.file, line=entry.at))
            known.setdefault(same, entry)

    def _fault(self, text: Text, path: tuple[str | int, ...]) -> None:
        self.faults.append(Fault(text, file=self.file, line=self.located.line(path)))


def _conclusion(stated: str) -> Conclusion | None:
    words = stated.casefold()
    return next((key for key, text in CONCLUSIONS.items() if words in (key, text.zh, text.en)), None)
