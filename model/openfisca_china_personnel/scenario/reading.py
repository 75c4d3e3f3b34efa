"""Reading a scenario file: YAML with English or Chinese keys, every fault with its line."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.located_yaml import Located, Path, load
from openfisca_china_personnel.roster.columns import BY_NAME, recognise
from openfisca_china_personnel.scenario.schema import Scenario

CHINESE_KEYS = {
    "名称": "name",
    "年度": "year",
    "变动": "changes",
    "假设": "assumptions",
    "增加": "add",
    "增人": "add",
    "减少": "remove",
    "减人": "remove",
    "退休": "retire",
    "晋升": "promote",
    "调动": "transfer",
    "调资": "raise",
    "纳入": "enrol",
    "指定": "assign",
    "参数调整": "set",
    "条件": "where",
    "起": "from",
    "自": "from",
    "起始月": "from",
    "决定月": "decided",
    "每年": "yearly",
    "晋升为": "to",
    "新职级": "to",
    "调入单位": "to_unit",
    "百分比": "percent",
    "比例": "percent",
    "金额": "amount",
    "险种": "schemes",
    "参数": "parameter",
    "数值": "value",
    "止": "until",
    "工资增长率": "wage_growth",
    "社会平均工资增长率": "average_wage_growth",
    "到龄退休": "retirement_by_age",
    "抽样次数": "draws",
    "随机种子": "seed",
    "下限": "low",
    "上限": "high",
    "最可能": "likely",
    "均值": "mean",
    "标准差": "sd",
}
"""The keys of a scenario file in Chinese; the roster's columns go by their Chinese headers."""

_NO_FILE = Text("文件不存在", "there is no such file")
_NOT_TEXT = Text("不是文本文件，应为 UTF-8 编码的 YAML 情景文件", "not a text file; expected a YAML scenario in UTF-8")
_NOT_A_SCENARIO = Text("不是情景文件：应有 name 和 changes", "not a scenario: expected a file with name and changes")
_SAME = Text("“{first}”和“{second}”含义相同，请只保留一个", "“{first}” and “{second}” mean the same: keep one of them")
_BY_TYPE = {
    "missing": Text("缺少“{key}”", "“{key}” is missing"),
    "extra_forbidden": Text("不认识的键“{key}”", "unknown key “{key}”"),
    "too_short": Text("“{key}”是空的", "“{key}” is empty"),
    "string_too_short": Text("“{key}”是空的", "“{key}” is empty"),
}
_OTHERWISE = Text("“{key}”的值“{found}”不合要求", "“{key}” cannot be “{found}”")


def read_scenario(source: str | pathlib.Path) -> Scenario:
    """A scenario from a YAML file. Raises ``InputFaults`` with every fault and its line."""
    path = pathlib.Path(source)
    if not path.is_file():
        raise refuse(_NO_FILE, file=path.name)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(_NOT_TEXT, file=path.name) from error
    return _checked(load(text, path.name), path.name)


def build_scenario(data: Mapping[str, Any]) -> Scenario:
    """A scenario from what a file would hold, as a dict. Raises ``InputFaults`` with every fault."""
    return _checked(Located(dict(data), {}), None)


def _checked(located: Located, file: str | None) -> Scenario:
    if not isinstance(located.data, dict):
        raise refuse(_NOT_A_SCENARIO, file=file)
    names = _Names()
    data = names.in_english(located.data, ())
    if names.twice:
        raise InputFaults(Fault(text, file=file, line=located.line(place)) for place, text in names.twice)
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as invalid:
        raise InputFaults(_fault(error, located, names, file) for error in invalid.errors()) from invalid
    lines = [located.line(names.written["changes", place]) for place in range(len(scenario.changes))]
    return scenario.found_in(file, lines)


def read_scenarios(sources: Iterable[str | pathlib.Path]) -> list[Scenario]:
    """Several scenarios. Raises ``InputFaults`` with the faults of all files."""
    scenarios: list[Scenario] = []
    faults: list[Fault] = []
    for source in sources:
        try:
            scenarios.append(read_scenario(source))
        except InputFaults as found:
            faults.extend(found.faults)
    if faults:
        raise InputFaults(faults)
    return scenarios


class _Names:
    """Chinese keys in English, remembering how each was written."""

    def __init__(self) -> None:
        self.written: dict[Path, Path] = {(): ()}
        self.twice: list[tuple[Path, Text]] = []

    def in_english(self, data: Any, path: Path) -> Any:
        """The same data under the keys that the schema knows."""
        if isinstance(data, dict):
            found: dict[str, Any] = {}
            for key, value in data.items():
                name = _english(key, path, value)
                if name in found:
                    text = _SAME.format(first=self.written[*path, name][-1], second=key)
                    self.twice.append(((*self.written[path], key), text))
                found[name] = self._below(value, path, name, key)
            return found
        if isinstance(data, list):
            return [self._below(value, path, place, place) for place, value in enumerate(data)]
        return data

    def _below(self, value: Any, path: Path, name: str | int, written: str | int) -> Any:
        self.written[*path, name] = (*self.written[path], written)
        return self.in_english(value, (*path, name))


def _english(key: str, path: Path, value: Any) -> str:
    name = CHINESE_KEYS.get(key, key)
    if name == "year" and not path and isinstance(value, str) and not value.strip().removesuffix("年").isdecimal():
        return "years"
    if key in CHINESE_KEYS:
        return name
    # changes / place / kind: below these stand the roster's columns under their Chinese headers.
    column = recognise(key) if len(path) >= 3 else None
    return column.column.name if column else key


def _named(key: str) -> Text:
    """A key as people write it, the Chinese one first where there is one."""
    column = BY_NAME.get(key)
    chinese = column.zh if column else next((zh for zh, name in CHINESE_KEYS.items() if name == key), None)
    return Text(f"{chinese}（{key}）" if chinese else key, key)


def _fault(error: ErrorDetails, located: Located, names: _Names, file: str | None) -> Fault:
    path = tuple(error["loc"])
    known = path
    while known not in names.written:
        known = known[:-1]
    line = located.line(names.written[known])
    key = _named(str(path[-1])) if path else Text("", "")
    if error["type"] == "fault":
        context = error["ctx"]
        return Fault(Text(str(context["zh"]), str(context["en"])), file=file, line=line)
    text = _BY_TYPE.get(error["type"], _OTHERWISE)
    return Fault(text.format(key=key, found=str(error["input"])[:40]), file=file, line=line)
