"""The closed lists of words of the model: each name in English, its official Chinese label as the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    import enum

    class Word(enum.Enum):
        """What type checkers are to see of openfisca's ``Enum``, which carries no types: an enum with an index."""

        @property
        def index(self) -> int:
            """The word's place in its list, from 0: its code in arrays."""

else:
    from openfisca_core.indexed_enums import Enum as Word


class Status(Word):
    """人员状态."""

    active = "在职"
    retired = "退休"
    veteran_retired = "离休"


class Category(Word):
    """人员类别."""

    administrative = "行政"
    institution = "事业"
    worker = "工勤"


class Rank(Word):
    """职级, from the highest down within each group."""

    minister = "正部级"
    vice_minister = "副部级"
    director_general = "正司级"
    deputy_director_general = "副司级"
    division_head = "正处级"
    deputy_division_head = "副处级"
    section_head = "正科级"
    deputy_section_head = "副科级"
    staff = "科员及以下"
    senior_professional = "正高"
    associate_professional = "副高"
    middle_professional = "中级"
    junior_professional = "初级"
    senior_technician = "高级技师"
    technician = "技师"
    senior_worker = "高级工"
    middle_worker = "中级工"
    junior_worker = "初级工"
    ordinary_worker = "普通工"
    unspecified = "未注明"


class Location(Word):
    """所在地: whose values of the housing fund and the pension apply."""

    central_beijing = "在京中央"
    beijing = "北京市"
    other = "其他"


class Entry(Word):
    """进入方式."""

    standing = "原有"
    first_job = "新参加工作"
    transfer = "调入"


class BaseRule(Word):
    """住房公积金基数口径."""

    prior_year = "上年工资"
    expected = "预计工资"


GENERAL_RANKS = (
    Rank.director_general,
    Rank.deputy_director_general,
    Rank.division_head,
    Rank.deputy_division_head,
    Rank.section_head,
    Rank.deputy_section_head,
    Rank.staff,
)
"""The ranks that the average standards are made for: below the ministers, workers and professionals apart."""
PROFESSIONALS = (
    Rank.senior_professional,
    Rank.associate_professional,
    Rank.middle_professional,
    Rank.junior_professional,
)
RISING_WITH_SERVICE = (Rank.staff, Rank.middle_worker, Rank.junior_worker, Rank.ordinary_worker)
"""The ranks whose rent subsidy rises with the years of service (国管房改字〔1999〕313号)."""
WORKERS = (
    Rank.senior_technician,
    Rank.technician,
    Rank.senior_worker,
    Rank.middle_worker,
    Rank.junior_worker,
    Rank.ordinary_worker,
)

ENGLISH = {
    Status.active: "active",
    Status.retired: "retired",
    Status.veteran_retired: "veteran retired",
    Category.administrative: "administrative",
    Category.institution: "institution",
    Category.worker: "worker",
    Rank.minister: "minister",
    Rank.vice_minister: "vice-minister",
    Rank.director_general: "director-general",
    Rank.deputy_director_general: "deputy director-general",
    Rank.division_head: "division head",
    Rank.deputy_division_head: "deputy division head",
    Rank.section_head: "section head",
    Rank.deputy_section_head: "deputy section head",
    Rank.staff: "staff and below",
    Rank.senior_professional: "senior professional",
    Rank.associate_professional: "associate professional",
    Rank.middle_professional: "middle professional",
    Rank.junior_professional: "junior professional",
    Rank.senior_technician: "senior technician",
    Rank.technician: "technician",
    Rank.senior_worker: "senior worker",
    Rank.middle_worker: "middle worker",
    Rank.junior_worker: "junior worker",
    Rank.ordinary_worker: "ordinary worker",
    Rank.unspecified: "unspecified",
    Location.central_beijing: "central units in Beijing",
    Location.beijing: "Beijing city",
    Location.other: "elsewhere",
    Entry.standing: "standing",
    Entry.first_job: "first job",
    Entry.transfer: "transfer in",
    BaseRule.prior_year: "last year's wages",
    BaseRule.expected: "expected wages",
}


def label(word: Word) -> Text:
    """The word as people read it."""
    return Text(str(word.value), ENGLISH[word])
