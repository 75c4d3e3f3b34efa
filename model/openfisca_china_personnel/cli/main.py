"""Starting a command, and turning whatever goes wrong into sentences and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from typing import cast

import typer

from openfisca_china_personnel.cli.commands import build
from openfisca_china_personnel.cli.stderr import say
from openfisca_china_personnel.cli.usage import wrong_usage
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.language import Language, Text, preferred_language

BAD_INPUT = 1
WRONG_USAGE = 2
INTERRUPTED = 130
MOST_FAULTS = 200
_OBJECTS_BETWEEN_COLLECTIONS = 100_000

_MORE_FAULTS = Text("……另有 {count} 处", "… and {count} more")
_INTERNAL = Text(
    "程序内部错误（{kind}：{message}）。这不是您的输入的问题，请把命令和文件发给维护者。",
    "internal error ({kind}: {message}). This is not your input's fault; please send the command and the files to the "
    "maintainers.",
)
_HELP_HINT = Text("加 --help 查看用法。", "Add --help to see how to use the command.")

# Typer has no public name for the class that all errors of usage share; BadParameter is one of them.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def main(arguments: list[str] | None = None) -> None:
    """Run ``personnel-budget`` and exit: 0 done, 1 bad input, 2 wrong usage."""
    # Loading libraries makes hundreds of thousands of objects that stay: looking for garbage among them finds none.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    given = sys.argv[1:] if arguments is None else arguments
    language = _language(given)
    sys.exit(_run(given, language))


def _run(arguments: list[str], language: Language) -> int:
    command = typer.main.get_command(build(language))
    try:
        code = command.main(args=arguments, prog_name="personnel-budget", standalone_mode=False)
    except typer.Exit as leaving:
        return leaving.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("PERSONNEL_BUDGET_DEBUG"):
            raise
        return _explain(error, language)
    return code if isinstance(code, int) else 0


def _explain(error: Exception, language: Language) -> int:
    """Say what went wrong; nobody who works in Excel should meet a traceback."""
    if isinstance(error, InputFaults):
        sentences = [fault.sentence(language) for fault in error.faults[:MOST_FAULTS]]
        if len(error.faults) > MOST_FAULTS:
            sentences.append(_MORE_FAULTS.format(count=len(error.faults) - MOST_FAULTS).in_(language))
        say("\n".join(sentences))
        return BAD_INPUT
    if isinstance(error, _UsageError):
        is_help = type(error).__name__ == "NoArgsIsHelpError"
        say(str(error) if is_help else f"{wrong_usage(error).in_(language)}\n{_HELP_HINT.in_(language)}")
        return WRONG_USAGE
    say(_INTERNAL.format(kind=type(error).__name__, message=str(error)[:300]).in_(language))
    return BAD_INPUT


def _language(arguments: list[str]) -> Language:
    """The language asked for, before anything is parsed: help and errors of usage need it."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2]
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if argument.startswith("--lang") and value in ("zh", "en"):
            return cast("Language", value)
    return preferred_language()
