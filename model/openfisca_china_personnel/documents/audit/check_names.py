"""The checks of an audit by their names in JSON, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping

CHECKS: Mapping[str, str] = {
    "column_total": "合计行",
    "row_sum": "行内合计",
    "hierarchy": "上下级科目",
    "balance": "收支平衡",
    "carry_over": "结转",
    "doubled_table": "重复的表",
    "between_tables": "表间",
    "functional_economic": "功能与经济分类",
    "scope": "口径",
    "percent": "表中百分比",
    "prose_table": "文字与表格",
    "prose_sum": "文字中的合计",
    "prose_prose": "文字前后",
    "staff": "编制和人数",
    "unit_of_money": "金额单位",
    "change": "增减",
    "direction": "增减方向",
    "completion": "完成率",
    "share": "占比",
    "year": "年度",
    "placeholder": "占位符",
    "broken_sentence": "句子中断",
    "missing_table": "缺表",
    "empty_table": "空表",
    "naming": "科目名称",
    "code": "科目编码位置",
    "table_note": "表下说明",
    "unit_name": "单位名称",
    "item_absent": "所列项目无金额",
    "item_list": "项目未列全",
    "cause": "原因",
    "ratio": "缴费比例",
    "weights": "绩效权重",
}
"""The Chinese name of every check; in English it goes by its name in JSON."""
