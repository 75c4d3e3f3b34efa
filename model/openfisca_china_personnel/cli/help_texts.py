"""What the command line says of itself, in Chinese and English."""

from __future__ import annotations

from openfisca_china_personnel.language import Text

PROGRAM = Text(
    "中国行政事业单位人员经费测算与核对：按法规由名册计算各科目应列金额，与公布的预算对照，模拟增减人员。",
    "Personnel lines of Chinese public budgets: compute what the law gives for a roster, hold a published budget "
    "against it, simulate changes of headcount.",
)
BUDGET = Text("由名册计算各人员经费科目应列金额。", "Compute every personnel line of a roster.")
COMPARE = Text(
    "把公布的预算（决算）与应列金额逐项对照。", "Hold a published document against what the law gives, line by line."
)
SIMULATE = Text("按情景文件增减人员，看预算如何变化。", "Change a roster by scenario files and see the budget move.")
READ = Text("读出公布文件中的表格和数字。", "Read the tables and figures of a published document.")
RULES = Text(
    "列出法规数值及其文件、条款、日期和可靠程度。", "List the law's values with document, article, date and grade."
)
SERVE = Text(
    "在本机提供 OpenFisca Web API（只限 127.0.0.1）。", "Serve the OpenFisca Web API on this machine (127.0.0.1 only)."
)

ROSTER = Text("名册：CSV、XLSX 或 Parquet 文件", "roster: a CSV, XLSX or Parquet file")
SCENARIO = Text("情景文件（YAML），可以多个", "scenario files (YAML), one or more")
DOCUMENT = Text("公布的预算：文本或 *.figures.yaml", "published budget: text or *.figures.yaml")
YEAR = Text("预算年度", "budget year")
YEAR_OF_DOCUMENT = Text("年度（默认取文件的年度）", "year (the document's unless given)")
YEARS = Text("年度，如 2023（默认取情景的年度）", "year such as 2023 (the scenario's unless given)")
SCOPE = Text("口径：general 一般公共预算，all 全部资金", "scope: general (general public budget) or all (every source)")
UNIT = Text("名册有多个单位时选择其一", "which unit of the roster, where it has several")
SHEET = Text("工作簿中的工作表", "worksheet of a workbook")
BASE_RULE = Text(
    "公积金基数口径：prior_year 上年工资，expected 预计工资", "base of the housing fund: prior_year or expected wages"
)
STRICT = Text("有一项不一致即以退出码 1 结束", "exit with 1 unless every line is equal or within its range")
TOGETHER = Text("把多个文件当作同一份文件", "read several files as one document")
FORMAT = Text("输出格式：table、json、csv、md", "output format: table, json, csv or md")
OUTPUT = Text(
    "写入文件（完整写出或不写），扩展名决定格式", "write to a file, whole or not at all; its ending chooses the format"
)
LANG = Text("语言：zh 或 en", "language: zh or en")
DATE = Text("只列这一天有效的数值（YYYY-MM-DD）", "only values in force on this day (YYYY-MM-DD)")
DIFF = Text("列出两日之间开始施行的数值", "values that came into force between two days")
UNCERTAIN = Text("只列未见原文、不确定或缺失的数值", "only values that are uncertain or missing")
PORT = Text("端口", "port")
VERSION = Text("显示版本", "show the version")
