"""The words that a cell may hold, in Chinese and in English, and what each stands for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Refused, plain, quoted
from openfisca_china_personnel.vocabulary import ENGLISH, Category, Entry, Location, Rank, Status, Word, label

Words = Mapping[str, str]
"""From a word as ``key`` makes it to the English member name."""

_UNKNOWN = Text("“{found}”不是已知的{what}", "“{found}” is not a known {what}")
_UNKNOWN_NEAREST = Text(
    "“{found}”不是已知的{what}，最接近的是“{nearest}”", "“{found}” is not a known {what}; the nearest is “{nearest}”"
)
_ONE_OF = Text(
    "“{found}”不是已知的{what}，应为 {words} 之一", "“{found}” is not a known {what}; expected one of {words}"
)
_NOT_YES_NO = Text("“{found}”既不是“是”也不是“否”", "“{found}” is neither yes nor no")

_YES = frozenset({"是", "yes", "y", "true", "1", "1.0", "有", "√", "✓", "✔"})
_NO = frozenset({"否", "no", "n", "false", "0", "0.0", "无", "×", "✗", "✘"})
_CLOSE = 0.5


def key(text: str) -> str:
    """A word without case, spaces, hyphens and underscores: what is compared."""
    return re.sub(r"[\s_\-]+", "", plain(text)).casefold()


def word_of(text: str, words: Words, what: Text, shown: Text) -> str:
    """The member name that a word stands for; ``Refused`` with the nearest known word, or all of ``shown``."""
    found = words.get(key(text))
    if found is not None:
        return found
    close = _nearest(key(text), words)
    if close is not None:
        raise Refused(_UNKNOWN_NEAREST.format(found=quoted(text), what=what, nearest=close))
    if shown.zh:
        raise Refused(_ONE_OF.format(found=quoted(text), what=what, words=shown))
    raise Refused(_UNKNOWN.format(found=quoted(text), what=what))


def _nearest(word: str, words: Words) -> str | None:
    """The closest known word; a Chinese one of the same length first, as one character mistaken is the usual slip."""
    close = difflib.get_close_matches(word, words, n=5, cutoff=_CLOSE)
    if not close:
        return None
    if close[0].isascii():
        return words[close[0]]
    return min(close, key=lambda known: abs(len(known) - len(word)))


def yes_no_of(text: str) -> bool:
    """Yes or no; ``Refused`` where it is neither."""
    word = plain(text).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Refused(_NOT_YES_NO.format(found=quoted(text)))


def words_of(members: type[Word], synonyms: Mapping[Word, tuple[str, ...]]) -> dict[str, str]:
    """Every member by its English name and label, its Chinese label and its synonyms."""
    words: dict[str, str] = {}
    for member in members:
        names = (member.name, str(member.value), ENGLISH[member], *synonyms.get(member, ()))
        words.update({key(name): member.name for name in names})
    return words


def label_of(members: type[Word], name: str) -> Text:
    """The member of this English name as people read it."""
    return label(members[name])


STATUS = words_of(
    Status,
    {
        Status.active: ("在职人员", "在岗", "在编在职"),
        Status.retired: ("退休人员", "已退休"),
        Status.veteran_retired: ("离休人员", "离休干部", "已离休"),
    },
)
CATEGORY = words_of(
    Category,
    {
        Category.administrative: ("行政人员", "行政编制"),
        Category.institution: ("事业人员", "事业编制"),
        Category.worker: ("工勤人员", "工勤编制", "工人"),
    },
)
LOCATION = words_of(
    Location, {Location.central_beijing: ("在京中央单位", "中央在京", "中央在京单位"), Location.other: ("其它",)}
)
ENTRY = words_of(
    Entry, {Entry.standing: ("原有人员",), Entry.first_job: ("首次参加工作",), Entry.transfer: ("调入人员",)}
)
SEX = {
    key(word): sex
    for sex, names in (("male", ("男", "男性", "male", "m")), ("female", ("女", "女性", "female", "f")))
    for word in names
}

_LEVELS = (
    (("部", "省部", "省", "部长"), Rank.minister, Rank.vice_minister),
    (("司", "局", "厅", "司局", "厅局", "地厅", "司厅", "地"), Rank.director_general, Rank.deputy_director_general),
    (("处", "县", "县处"), Rank.division_head, Rank.deputy_division_head),
    (("科", "乡", "乡科"), Rank.section_head, Rank.deputy_section_head),
)
_FORMS = ("{side}{level}级", "{level}级{side}职", "{side}{level}", "{level}级({side}职)", "{level}级{side}")
_OTHER_RANKS: Mapping[Word, tuple[str, ...]] = {
    Rank.staff: ("科员", "办事员", "科员级", "办事员级", "科员级及以下", "科员以下", "科员及办事员"),
    Rank.senior_professional: ("正高级", "正高职称", "正高级职称", "正高级专业技术职务", "正高级专业技术人员"),
    Rank.associate_professional: ("副高级", "副高职称", "副高级职称", "副高级专业技术职务", "副高级专业技术人员"),
    Rank.middle_professional: ("中级职称", "中级专业技术职务", "中级专业技术人员"),
    Rank.junior_professional: ("初级职称", "初级专业技术职务", "初级专业技术人员"),
    Rank.senior_technician: ("技术工一级",),
    Rank.technician: ("技术工二级",),
    Rank.senior_worker: ("技术工三级", "高级工人", "高级技术工"),
    Rank.middle_worker: ("技术工四级", "中级工人", "中级技术工"),
    Rank.junior_worker: ("技术工五级", "初级工人", "初级技术工"),
    Rank.ordinary_worker: ("普工", "普通工人"),
}


def _rank_words() -> dict[str, str]:
    words = words_of(Rank, _OTHER_RANKS)
    for levels, full, deputy in _LEVELS:
        for level in levels:
            for side, rank in (("正", full), ("副", deputy)):
                words.update({key(form.format(side=side, level=level)): rank.name for form in _FORMS})
    return words


RANK = _rank_words()
