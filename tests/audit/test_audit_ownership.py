"""The unit's name is one throughout a document."""

from __future__ import annotations

import pytest

from audit.test_audit_words import findings, keys

OWN = "\n".join(["编制单位：示例管理局机关"] * 3)


def test_a_table_of_another_unit():
    found = findings(f"{OWN}\n编制单位：示例林业局机关")
    assert keys(found) == [("unit_name", "inconsistent", 4)]
    assert (found[0].stated, found[0].computed) == ("示例林业局机关", "示例管理局机关")


@pytest.mark.parametrize("name", ["示例管理局", "示例局机关", "示例市示例管理局机关"])
def test_a_shorter_or_fuller_name_is_the_same_unit(name: str):
    assert findings(f"{OWN}\n编制单位：{name}") == []


def test_a_unit_below_with_tables_of_its_own_is_none_of_the_slips():
    assert findings(OWN + "\n编制单位：示例服务中心" * 3) == []
