"""What is wrong with a command line, in the user's language: typer speaks English only."""

from __future__ import annotations

import re
from typing import Any

import typer

from openfisca_china_personnel.language import Text

_BY_KIND = {
    "NoSuchOption": Text("没有选项 {option_name}", "no such option: {option_name}"),
    "MissingArgument": Text("缺少 {param}", "missing {param}"),
    "MissingParameter": Text("缺少 {param}", "missing {param}"),
    "BadParameter": Text("{param} 的值不合要求：{message}", "invalid value for {param}: {message}"),
}
_OTHERWISE = Text("命令用法不对：{message}", "wrong usage: {message}")
# Typer and pydantic word these; a wording that is not known is passed on as it is.
_MESSAGES = (
    (
        r"'(?P<found>.*?)' is not one of (?P<allowed>.+?)\.?$",
        Text("“{found}”，应为 {allowed} 之一", "“{found}” is not one of {allowed}"),
    ),
    (r"valid integer", Text("应为整数", "expected a whole number")),
    (r"greater than or equal to (?P<limit>\S+)", Text("不得小于 {limit}", "must be {limit} or more")),
    (r"less than or equal to (?P<limit>\S+)", Text("不得大于 {limit}", "must be {limit} or less")),
    (r"No such command '(?P<name>.*?)'", Text("没有命令 {name}", "no such command: {name}")),
    (
        r"unexpected extra argument(?:s|\(s\))? \((?P<names>.*)\)",
        Text("多余的参数 {names}", "unexpected arguments: {names}"),
    ),
    (r"Option '(?P<name>.*?)' requires", Text("选项 {name} 缺少值", "the option {name} needs a value")),
    (r"Option '(?P<name>.*?)' does not take", Text("选项 {name} 不带值", "the option {name} takes no value")),
)


class MissingArgument(typer.BadParameter):
    """An argument that may be left out with a workbook, and not with this file."""

    def __init__(self, name: str) -> None:
        super().__init__(name, param_hint=name)


def wrong_usage(error: Any) -> Text:
    """One sentence for an error of usage that typer raised."""
    text = _BY_KIND.get(type(error).__name__, _OTHERWISE)
    parameter = getattr(error, "param", None)
    names = (getattr(parameter, "human_readable_name", None), getattr(error, "param_hint", None))
    named = next((name for name in (*names, getattr(parameter, "metavar", None)) if name), "")
    options = getattr(parameter, "opts", None)
    if options and str(options[0]).startswith("-"):
        named = options[0]
    return text.format(
        param=named, option_name=getattr(error, "option_name", ""), message=_in_both_languages(error.message or "")
    )


def _in_both_languages(message: str) -> Text:
    for pattern, text in _MESSAGES:
        found = re.search(pattern, message)
        if found:
            return text.format(**{name: value.replace("'", "") for name, value in found.groupdict().items()})
    return Text(message, message)
