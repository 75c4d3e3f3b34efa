"""Whose rules apply to a unit that only its document tells of."""

from __future__ import annotations

import re

from openfisca_china_personnel.vocabulary import Location

_PROVINCES = (
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
)
_CENTRAL = ("国家", "中国", "中央", "中共中央", "全国", "中华", "最高人民")
_LOCAL = re.compile("[省县区镇乡]|市(?!场)|街道|自治州")


def location_of(unit: str | None, *, has_rent_subsidy: bool) -> Location:
    """The location that a unit's name and its lines suggest.

    A name that begins with a province, or has a local government's word in it, is of that place; of the others those
    that pay the rent subsidy of central units in Beijing are such units.
    """
    name = unit or ""
    if name.startswith(_CENTRAL):
        return Location.central_beijing if has_rent_subsidy else Location.other
    if name.startswith("北京"):
        return Location.beijing
    if name.startswith(_PROVINCES) or _LOCAL.search(name):
        return Location.other
    return Location.central_beijing if has_rent_subsidy else Location.other
