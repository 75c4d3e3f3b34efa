"""The two languages that everything a person sees exists in: Chinese first, English beside it."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Text:
    """One sentence or label in Chinese and in English.

    ``format`` fills ``{name}`` in both; a value that is itself a ``Text`` appears in the language of the sentence.
    """

    zh: str
    en: str

    def format(self, **values: object) -> Text:
        """The same sentence with its named places filled."""
        return Text(
            self.zh.format(**{name: _in(value, "zh") for name, value in values.items()}),
            self.en.format(**{name: _in(value, "en") for name, value in values.items()}),
        )

    def in_(self, language: Language) -> str:
        """The sentence in one language."""
        return self.zh if language == "zh" else self.en


def enumeration(words: Iterable[str]) -> Text:
    """Words one after another, as each language parts them."""
    found = list(words)
    return Text("、".join(found), ", ".join(found))


def _in(value: object, language: Language) -> object:
    return value.in_(language) if isinstance(value, Text) else value


def preferred_language(environment: Mapping[str, str] | None = None) -> Language:
    """English where the locale is English, Chinese everywhere else."""
    if environment is None:
        environment = os.environ
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].lower().startswith("en") else "zh"
    system = (locale.getlocale()[0] or "").lower()
    return "en" if system.startswith("en") else "zh"
