"""What the columns of a drawn table hold, side by side groups of codes, names and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.documents.printed import is_number, is_place_holder, is_printed_blank, is_spoiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.sheets import Sheet

Role = Literal["code", "name", "value", "ordinal"]

_CODE_HEADING = re.compile(r".*(?:编码|代码)$|^[类款项]$|^科目编[码号]$|.*编号$")
_NAME_HEADING = re.compile(
    r".*名称$|^(?:收入|支出)?项目(?:\(按.*)?$|^科目$|^(?:支出)?(?:功能|经济)分类(?:科目)?$|.*(?:品目|方式|备注|形式|摘要|内容|单位|依据)$"
)
_ORDINAL_HEADING = re.compile(r"行次|序号|栏次")
_CODE = re.compile(r"[235]\d{2}(?:\d{2}){0,3}")
_PART_OF_CODE = re.compile(r"\d{1,9}")
_VALUE_HEADING = re.compile(r"数$|金额|支出$|收入$|经费$|合计|小计|结转|结余|费$|拨款|总计|增减|预算")


@dataclass(frozen=True)
class Group:
    """Columns that belong together: codes and names on the left, figures on the right of them."""

    codes: tuple[int, ...]
    names: tuple[int, ...]
    values: tuple[int, ...]

    @property
    def columns(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.codes, *self.names, *self.values)


def groups_of(sheet: Sheet) -> tuple[Group, ...]:
    """The groups of a table from left to right; columns of words behind the last figures belong to none."""
    roles = [_role(sheet, column) for column in range(len(sheet.paths))]
    for column in range(1, len(roles)):
        alike = sheet.paths[column] == sheet.paths[column - 1]
        if alike and roles[column - 1] != "code" and not sheet.texts(column):
            roles[column] = "ordinal"  # a border drawn a little beside the others divides no columns
    runs: list[list[int]] = []
    after_value = True
    for column, role in enumerate(roles):
        if role == "ordinal":
            continue
        if after_value and (role != "value" or not runs):
            runs.append([])
        runs[-1].append(column)
        after_value = role == "value"
    groups = [
        Group(*(tuple(c for c in run if roles[c] == wanted) for wanted in ("code", "name", "value"))) for run in runs
    ]
    return tuple(group for group in groups if group.values)


def _role(sheet: Sheet, column: int) -> Role:
    path = sheet.paths[column]
    leaf = path[-1] if path else ""
    texts = [text for text in sheet.texts(column) if not is_printed_blank(text) and not is_place_holder(text)]
    if _ORDINAL_HEADING.fullmatch(leaf) or (not texts and not leaf):
        return "ordinal"
    if any(_CODE_HEADING.fullmatch(part) for part in path) and 2 * sum(map(is_code_part, texts)) >= len(texts):
        return "code"
    if not texts:
        return "name" if _NAME_HEADING.fullmatch(leaf) and not _VALUE_HEADING.search(leaf) else "value"
    return _role_by_texts(path, texts)


def _role_by_texts(path: Sequence[str], texts: Sequence[str]) -> Role:
    figures = sum(is_number(text) or is_spoiled(text) for text in texts)
    if 2 * figures < len(texts):
        return "name"
    if not path and all(_CODE.fullmatch(text) for text in texts):
        return "code"
    named = bool(path) and _NAME_HEADING.fullmatch(path[-1]) is not None
    return "name" if named and not any("." in text for text in texts) else "value"


def is_code_part(text: str) -> bool:
    """Whether a text can be a subject code or a part of one."""
    return _PART_OF_CODE.fullmatch(text) is not None or re.match(r"\[?[235]\d{2}", text) is not None
