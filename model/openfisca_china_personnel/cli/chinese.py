"""The words that the command-line library says itself, in Chinese."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

_IN_CHINESE = (
    ("Usage:", "用法："),
    ("[OPTIONS] COMMAND [ARGS]...", "[选项] 命令 [参数]…"),
    ("[OPTIONS]", "[选项]"),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("Show this message and exit.", "显示本说明。"),
    ("[required]", "［必填］"),
)


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _translated(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _translated(super().get_help(ctx))


def _translated(text: str) -> str:
    for english, chinese in _IN_CHINESE:
        text = text.replace(english, chinese)
    return text
