"""The closed lists of words that cells of the workbook may hold, for drop-down lists and for reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openfisca_china_personnel.comparison import SCOPES
from openfisca_china_personnel.documents.printed import AMOUNT_UNITS
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.roster.words import key
from openfisca_china_personnel.vocabulary import Category, Entry, Location, Rank, Status, label

LONGEST_LIST = 255
"""A drop-down list that is written into its cell may have so many characters; longer ones refer to a range."""


@dataclass(frozen=True)
class WordList:
    """Words in the order in which a list offers them: the model's name of each, and how people read it."""

    name: str
    title: Text
    words: Mapping[str, Text]

    def shown(self, language: Language) -> list[str]:
        """The words as a drop-down list offers them."""
        return [text.in_(language) for text in self.words.values()]

    def name_of(self, written: str) -> str | None:
        """The model's name of a word written in either language; ``None`` for no word of the list."""
        wanted = key(written)
        return next((n for n, text in self.words.items() if wanted in (key(n), key(text.zh), key(text.en))), None)


STATUSES = WordList("status", Text("人员状态", "status"), {word.name: label(word) for word in Status})
CATEGORIES = WordList("category", Text("人员类别", "category"), {word.name: label(word) for word in Category})
RANKS = WordList("rank", Text("职级", "rank"), {word.name: label(word) for word in Rank})
LOCATIONS = WordList("location", Text("所在地", "location"), {word.name: label(word) for word in Location})
ENTRIES = WordList("entry", Text("进入方式", "entry"), {word.name: label(word) for word in Entry})
SEXES = WordList("sex", Text("性别", "sex"), {"male": Text("男", "male"), "female": Text("女", "female")})
YES_NO = WordList("yes_no", Text("是否", "yes or no"), {"yes": Text("是", "yes"), "no": Text("否", "no")})
KINDS = WordList(
    "kind",
    Text("类型", "kind"),
    {
        "add": Text("增加", "add"),
        "remove": Text("减少", "remove"),
        "retire": Text("退休", "retire"),
        "promote": Text("晋升", "promote"),
        "transfer": Text("调动", "transfer"),
        "raise": Text("调资", "raise"),
        "enrol": Text("纳入", "enrol"),
        "assign": Text("指定", "assign"),
        "set": Text("参数调整", "set"),
    },
)
"""The kinds of change, by their keys in a scenario file."""
SCHEMES = WordList(
    "schemes",
    Text("纳入项目", "schemes"),
    {
        "both": Text("住房公积金和养老保险", "housing fund and pension"),
        "housing_fund": Text("住房公积金", "housing fund"),
        "pension": Text("养老保险", "pension"),
    },
)
SCOPE_WORDS = WordList("scope", Text("口径", "scope"), dict(SCOPES))
AMOUNT_UNIT_WORDS = WordList("amount_unit", Text("金额单位", "unit of amounts"), {u: Text(u, u) for u in AMOUNT_UNITS})
DOCUMENT_KINDS = WordList(
    "document_kind",
    Text("文件种类", "kind of document"),
    {"budget": Text("预算", "budget"), "final_accounts": Text("决算", "final accounts")},
)
FOREVER = WordList("forever", Text("长期", "forever"), {"forever": Text("长期", "forever")})

ROSTER_LISTS = {words.name: words for words in (STATUSES, CATEGORIES, RANKS, LOCATIONS, ENTRIES, SEXES)}
"""The lists of the roster's columns of words, by column."""
SHOWN_LISTS = (KINDS, STATUSES, CATEGORIES, RANKS, LOCATIONS, ENTRIES, SEXES, YES_NO)
"""The lists that the sheet of explanations shows, in this order."""
