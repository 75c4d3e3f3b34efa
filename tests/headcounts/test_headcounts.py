"""Posts and heads in sentences and tables, in the shapes in which units state them."""

from __future__ import annotations

from pathlib import Path

import pytest

from openfisca_china_personnel.documents import Document, Row, Table, read_document
from openfisca_china_personnel.documents.audit import audit
from openfisca_china_personnel.documents.headcounts import Headcount, headcounts_of
from openfisca_china_personnel.documents.lines import numbered

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "documents"


def stated(text: str) -> list[tuple[str, str, int, int | None]]:
    document = Document("示例局", 2024, "budget", None, (), prose=tuple(numbered(text)))
    return [(each.kind, each.category, each.heads, each.parent) for each in headcounts_of(document)]


def test_posts_and_what_they_are_made_of():
    assert stated("本局现有12个处室，编制100名，其中行政编制60名、行政附属编制10名、事业编制30名。") == [
        ("posts", "", 100, None),
        ("posts", "administrative", 60, 0),
        ("posts", "attached", 10, 0),
        ("posts", "institution", 30, 0),
    ]


def test_heads_of_several_kinds_in_one_sentence():
    assert stated("实际在编在职人员74人，离退休人员50人，遗属9人。") == [
        ("active", "", 74, None),
        ("retired_and_veteran", "", 50, None),
        ("others", "", 9, None),
    ]


def test_retired_and_veterans_are_parts_of_all_who_left():
    assert stated("离退休人员25人，其中：离休2人，退休23人。在职32人。") == [
        ("retired_and_veteran", "", 25, None),
        ("veteran_retired", "", 2, 0),
        ("retired", "", 23, 0),
        ("active", "", 32, None),
    ]


def test_posts_of_active_staff_are_posts_and_a_day_gives_the_year():
    document = Document(
        "示例局",
        2024,
        "budget",
        None,
        (),
        prose=tuple(numbered("截至2023年12月31日，在职人员编制为34名，实有在职32人。")),
    )
    assert [(h.kind, h.heads, h.year) for h in headcounts_of(document)] == [("posts", 34, 2023), ("active", 32, 2023)]


def test_a_list_in_brackets_without_its_kind():
    assert stated("在职职工67人（行政33人、事业3人、工勤34人），退休18人。") == [
        ("active", "", 67, None),
        ("active", "administrative", 33, 0),
        ("active", "institution", 3, 0),
        ("active", "worker", 34, 0),
        ("retired", "", 18, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全年因公出国（境）团组0个、在职人员3人次。",
        "在职培训班参加人员120人。",
        "退休费57.80万元。",
        "编制3个五年规划。",
    ],
)
def test_what_counts_no_heads(text: str):
    assert [each for each in stated(text) if each[0] != "posts" or "规划" not in text] == []


def test_a_table_of_staff():
    rows = (
        Row("", "行政编制", None, 3, 5, {"编制数": "30", "在职人数": "29"}),
        Row("", "事业编制", None, 3, 6, {"编制数": "16", "在职人数": "15"}),
        Row("", "退休人员", None, 3, 7, {"人数": "12"}),
    )
    table = Table("10", "人员情况表", "all", None, 3, ("编制数", "在职人数", "人数"), rows)
    found = headcounts_of(Document("示例局", 2024, "budget", "万元", (table,)))
    assert [(each.kind, each.category, each.heads, each.line) for each in found] == [
        ("posts", "administrative", 30, 5),
        ("active", "administrative", 29, 5),
        ("posts", "institution", 16, 6),
        ("active", "institution", 15, 6),
        ("retired", "", 12, 7),
    ]


@pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")
def test_what_published_documents_state():
    def of(name: str) -> tuple[Headcount, ...]:
        return headcounts_of(read_document(FOLDER / name))

    before = of("js-rd-2017.pdf")
    assert [(each.kind, each.category, each.heads) for each in before[:6]] == [
        ("posts", "", 339),
        ("posts", "administrative", 199),
        ("posts", "attached", 104),
        ("posts", "institution", 36),
        ("active", "", 274),
        ("retired_and_veteran", "", 150),
    ]
    assert all(each.page is not None and each.line is not None for each in before)
    assert [(each.kind, each.heads) for each in of("js-rd-2018.pdf")[:1]] == [("posts", 338)]
    for name in ("js-fy-2019.pdf", "sh-putuo-czj-2024-final.pdf", "sh-putuo-sfj-2026-unit.pdf", "nia-2023.txt"):
        assert of(name) == (), name


@pytest.mark.parametrize(("heads", "found"), [(67, []), (70, [("staff", "inconsistent", "70", "67")])])
def test_kinds_that_do_not_add_up(heads: int, found: list[tuple[str, str, str, str]]):
    lines = tuple(numbered(f"在职职工{heads}人（行政30人、事业3人、工勤34人），退休18人。"))
    report = audit(Document("示例局", 2024, "budget", None, (), prose=lines))
    assert [(f.check, f.severity, f.stated, f.computed) for f in report.findings] == found


def test_those_present_are_everybody_where_those_who_left_are_among_them():
    assert stated("年末实有人数151人，其中在职人员100人，离休人员0人，退休人员51人。") == [
        ("others", "", 151, None),
        ("active", "", 100, 0),
        ("veteran_retired", "", 0, 0),
        ("retired", "", 51, 0),
    ]
    assert stated("实有在职人员100人，其中行政60人、事业40人。")[0] == ("active", "", 100, None)
