"""Files of judgements to be filled in: a new one, or one that exists with the new findings after its entries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import yaml

from openfisca_china_personnel.documents.audit.findings import AuditReport, Finding
from openfisca_china_personnel.documents.audit.judgement import CONCLUSIONS
from openfisca_china_personnel.documents.audit.judgements.entries import (
    IDENTIFYING,
    JUDGED,
    SENTENCE,
    TOP,
    Entry,
    entry_of,
    matched,
)
from openfisca_china_personnel.documents.audit.judgements.reading import parse_judgements
from openfisca_china_personnel.faults import InputFaults, refuse
from openfisca_china_personnel.language import Language, Text

_HEAD = Text(
    "# 核对结果的判断：{document}\n"
    "# 在“结论”后填写 {known} 之一；“判断人”“日期”“理由”可填可不填。\n"
    "# 其余各行说明判断的是哪个问题，请勿改动；文件中的数字一旦变动，判断即不再适用。\n",
    "# Judgements about the findings in {document}\n"
    "# After “conclusion” write one of {known}; “by”, “on” and “why” may stay blank.\n"
    "# The other lines say which finding is meant: leave them. Once its figures change a judgement no longer holds.\n",
)
_KNOWN = Text("、".join(text.zh for text in CONCLUSIONS.values()), ", ".join(CONCLUSIONS))
_NOT_EXTENDED = Text(
    "新的问题无法接在已有各项之后：请把各项写成以“-”开头的行，并放在文件最后",
    "new findings cannot be put after the entries: write these as lines that begin with “-”, last in the file",
)


def judgements_text(report: AuditReport, file: str, text: str | None, language: Language = "zh") -> str:
    """The text of a file of judgements with all findings of an audit; ``text`` is what it holds already.

    What is judged stays, whether or not it belongs to a finding; entries that nobody judged go once their finding has.
    Raises ``InputFaults`` for a ``text`` that is no file of judgements, or one that nothing can be put after.
    """
    if text is None:
        head = _HEAD.format(document=report.source or file, known=_KNOWN).in_(language)
        return head + TOP.in_(language) + ":\n" + "".join(_entries(report.findings, language, ""))
    known = parse_judgements(text, file)
    pairs = matched(known.entries, report.findings)
    here = {number for _, numbers in pairs for number in numbers}
    new = [finding for number, finding in enumerate(report.findings) if number not in here]
    gone = [place for place, (entry, numbers) in enumerate(pairs) if entry.judgement is None and not numbers]
    return _Extended(text, file, known.entries).with_(new, gone)


class _Extended:
    """A file of judgements, changed line by line so that everything else in it stays."""

    def __init__(self, text: str, file: str, entries: Sequence[Entry]) -> None:
        self.text = text
        self.file = file
        self.entries = entries

    def with_(self, new: Sequence[Finding], gone: Sequence[int]) -> str:
        root = yaml.compose(self.text, Loader=yaml.SafeLoader)
        assert isinstance(root, yaml.MappingNode)
        key, listed = root.value[0]
        lines = self.text.splitlines()
        items = listed.value if isinstance(listed, yaml.SequenceNode) else []
        indent = " " * listed.start_mark.column if items else ""
        left_out = [place for place in gone if self._stands_alone(lines, items, place)]
        dropped = {line for place in left_out for line in self._span(lines, items, place)}
        kept = [line for number, line in enumerate(lines) if number not in dropped]
        if not items:
            kept[key.start_mark.line] = f"{key.value}:"
        language: Language = "zh" if key.value == TOP.zh else "en"
        made = "\n".join(kept).rstrip() + "\n" + "".join(_entries(new, language, indent))
        end = "\r\n" if "\r\n" in self.text else "\n"
        self._check(made, len(self.entries) - len(left_out) + len(new))
        return self.text if not new and not left_out else made.replace("\n", end)

    def _check(self, made: str, count: int) -> None:
        """That nothing was lost: every entry and every judgement is in the text that is made."""
        try:
            read = parse_judgements(made, self.file).entries
        except InputFaults as faults:
            raise refuse(_NOT_EXTENDED, file=self.file) from faults
        judged = [(entry.key, entry.judgement) for entry in self.entries if entry.judgement is not None]
        if len(read) != count or judged != [(e.key, e.judgement) for e in read if e.judgement is not None]:
            raise refuse(_NOT_EXTENDED, file=self.file)

    def _span(self, lines: Sequence[str], items: Sequence[yaml.Node], place: int) -> range:
        after = items[place + 1].start_mark.line if place + 1 < len(items) else len(lines)
        return range(items[place].start_mark.line, after)

    def _stands_alone(self, lines: Sequence[str], items: Sequence[yaml.Node], place: int) -> bool:
        """Whether an entry's lines hold nothing else: no comment of somebody."""
        span = self._span(lines, items, place)
        return lines[span[0]].lstrip().startswith("- ") and not any("#" in lines[number] for number in span)


def _entries(findings: Sequence[Finding], language: Language, indent: str) -> Iterator[str]:
    for finding in findings:
        entry = entry_of(finding)
        values: list[tuple[Text, str | None]] = [(SENTENCE, finding.text.in_(language))]
        judged = {} if finding.judgement is None else finding.judgement.to_dict()
        if finding.judgement is not None:
            judged["conclusion"] = CONCLUSIONS[finding.judgement.conclusion].in_(language)
        values += [(text, judged.get(name) or "") for name, text in JUDGED.items()]
        values += [(text, getattr(entry, name)) for name, text in IDENTIFYING.items()]
        for number, (text, value) in enumerate((text, value) for text, value in values if value is not None):
            mark = "- " if number == 0 else "  "
            # A blank ends in a space: what is typed there is a value at once.
            shown = json.dumps(value, ensure_ascii=False) if value else ""
            yield f"{indent}{mark}{text.in_(language)}: {shown}\n"
