"""YAML with the line of every value, every scalar as text, and no key twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text

Path = tuple[str | int, ...]

_TWICE = Text("键“{key}”出现了两次", "the key “{key}” stands twice")
_TOO_DEEP = Text("层次过深或引用自身", "nested too deeply, or within itself")
_NOT_YAML = Text("不是有效的 YAML：{problem}", "not valid YAML: {problem}")


@dataclass(frozen=True)
class Located:
    """A document: nested dicts, lists and texts, and the line (from 1) of each value by its path."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int | None:
        """The line of a value, or of the nearest one above it that has a line."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def load(text: str, file: str) -> Located:
    """Read a YAML text. Raises ``InputFaults`` for a text that is no YAML or has a key twice."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        lines: dict[Path, int] = {}
        faults: list[Fault] = []
        data = _plain(root, (), lines, faults, file) if root is not None else None
    except RecursionError as error:
        raise InputFaults([Fault(_TOO_DEEP, file=file)]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or type(error).__name__
        fault = Fault(_NOT_YAML.format(problem=problem), file=file, line=mark.line + 1 if mark else None)
        raise InputFaults([fault]) from error
    if faults:
        raise InputFaults(faults)
    return Located(data, lines)


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], faults: list[Fault], file: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                faults.append(Fault(_TWICE.format(key=key), file=file, line=key_node.start_mark.line + 1))
            found[key] = _plain(value_node, (*path, key), lines, faults, file)
            lines[*path, key] = key_node.start_mark.line + 1
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, place), lines, faults, file) for place, child in enumerate(node.value)]
    is_null = node.tag == "tag:yaml.org,2002:null"
    return None if is_null else str(node.value)
