"""What the command line says of itself, in Chinese and English."""

from __future__ import annotations

from openfisca_china_personnel.language import Text

PROGRAM = Text(
    "中国行政事业单位人员经费测算与核对：按法规由名册计算各科目应列金额，与公布的预算对照，模拟人员、工资和规则的变动。",
    "Personnel lines of Chinese public budgets: compute what the law gives for a roster, hold a published budget "
    "against it, simulate changes of headcount, pay and rules.",
)
BUDGET = Text("由名册计算各人员经费科目应列金额。", "Compute every personnel line of a roster.")
COMPARE = Text(
    "把公布的预算（决算）与应列金额逐项对照。", "Hold a published document against what the law gives, line by line."
)
SIMULATE = Text(
    "按情景改变人员、工资和规则，看预算如何变化；或求出达到目标金额的人数、比例或调资幅度。",
    "Change people, pay and rules by scenarios and see the budget move, or find what meets a figure.",
)
TEMPLATE = Text("生成名册、情景或工作簿的模板。", "Write a template of a roster, a scenario or a workbook.")
READ = Text("读出公布文件中的表格和数字。", "Read the tables and figures of a published document.")
AUDIT = Text(
    "核对公布文件的内部勾稽关系：各表合计、表间、文字与表格。",
    "Hold a published document against itself: its sums, its tables and its prose.",
)
DECOMPOSE = Text(
    "把各科目从一年到另一年的增减分解为人数、工资、职级结构、比例、上下限、月份和其他。",
    "Split how each line moved from one year to another among heads, pay, rank mix, rate, cap and floor, months, rest.",
)
CALIBRATE = Text(
    "由公布的预算倒推一份能再现各科目的名册，作为模拟的基准。",
    "Work back a roster that reproduces a published document, as a baseline for simulations.",
)
INFER = Text(
    "由公布的数字反推人数、缴费基数和缴存比例，指出相互矛盾之处。",
    "Work back from published figures to heads, bases and rates, and name what contradicts itself.",
)
RULES = Text(
    "列出法规数值及其文件、条款、日期和可靠程度。", "List the law's values with document, article, date and grade."
)
SERVE = Text(
    "在本机提供 OpenFisca Web API（只限 127.0.0.1）。", "Serve the OpenFisca Web API on this machine (127.0.0.1 only)."
)

ROSTER = Text("名册：CSV、XLSX 或 Parquet 文件", "roster: a CSV, XLSX or Parquet file")
ROSTERS = Text(
    "名册：CSV、XLSX 或 Parquet 文件、文件夹或 *.parquet 之类，可以多个，合为一份预算",
    "rosters: CSV, XLSX or Parquet files, folders or patterns such as *.parquet, together one budget",
)
WORKERS_OF_BUDGET = Text(
    "同时计算的进程数（默认：行数多时用全部核）",
    "processes that compute (all cores where rows are many)",
)
CLUSTER = Text(
    "在 Dask 集群上计算：调度器地址，如 tcp://主机:8786",
    "compute on a Dask cluster: the address of its scheduler, such as tcp://host:8786",
)
SCENARIO = Text(
    "情景文件（YAML），可以多个；名册是模板工作簿时可省略",
    "scenario files (YAML); none where ROSTER is a workbook of the template",
)
KIND = Text("roster 名册、scenario 情景、workbook 工作簿", "roster, scenario or workbook")
TEMPLATE_OUTPUT = Text(
    "写入的文件：名册 .csv 或 .xlsx，情景 .yaml，工作簿 .xlsx",
    "file to write: .csv or .xlsx for a roster, .yaml for a scenario, .xlsx for a workbook",
)
TEMPLATE_YEAR = Text("工作簿的预算年度", "budget year of the workbook")
TARGET = Text(
    "目标金额，如 2210201=400万（可多个；@2025 指定年度）",
    "figure to meet, such as 2210201=400万 (repeatable; @2025 names the year)",
)
VARY = Text(
    "可变的量：headcount:职级、rate、raise（可多个；@2023-07 指定起始月）",
    "what may vary: headcount:RANK, rate or raise (repeatable; @2023-07 names the first month)",
)
AS_REFORM = Text(
    "不模拟，把情景中的参数调整写成 OpenFisca Reform（Python）",
    "do not simulate: print the scenarios' changes of rules as OpenFisca Reforms (Python)",
)
DOCUMENT = Text(
    "公布的预算或决算：PDF、Word、Excel、网页、文本或 *.figures.yaml",
    "published budget or final accounts: PDF, Word, Excel, HTML, text or *.figures.yaml",
)
YEAR = Text("预算年度", "budget year")
DOCUMENT_OR_BOOK = Text(
    "公布的预算或决算：PDF、Word、Excel、网页、文本或 *.figures.yaml；名册是模板工作簿时可省略",
    "published budget or final accounts: PDF, Word, Excel, HTML, text or *.figures.yaml; none where ROSTER is a "
    "workbook of the template",
)
YEAR_OF_DOCUMENT = Text("年度（默认取文件的年度）", "year (the document's unless given)")
DECOMPOSED = Text(
    "两份名册（用 --years 写明年度）、两份公布文件，或一份文件（上年执行数 → 本年预算数）",
    "two rosters (state --years), two published documents, or one document (last year's actual → budget)",
)
TWO_YEARS = Text("两份名册的年度，如 2023-2024", "the years of two rosters, such as 2023-2024")
CALIBRATED_YEAR = Text(
    "年度：文件的年度，或其上一年（上年执行数）", "the document's year, or the one before it (last year's actual)"
)
ROSTER_OUTPUT = Text("写入的名册：.csv 或 .xlsx", "roster to write: .csv or .xlsx")
YEARS = Text(
    "年度，如 2023 或 2023-2027（默认取情景的年度）", "years such as 2023 or 2023-2027 (the scenario's unless given)"
)
SCOPE = Text("口径：general 一般公共预算，all 全部资金", "scope: general (general public budget) or all (every source)")
UNIT = Text("名册有多个单位时选择其一", "which unit of the roster, where it has several")
SHEET = Text("工作簿中的工作表", "worksheet of a workbook")
BASE_RULE = Text(
    "公积金基数口径：prior_year 上年工资，expected 预计工资", "base of the housing fund: prior_year or expected wages"
)
STRICT = Text("有一项不一致即以退出码 1 结束", "exit with 1 unless every line is equal or within its range")
STRICT_AUDIT = Text(
    "发现错误（判断为误报的除外）即以退出码 1 结束", "exit with 1 where there is an error that nobody dismissed"
)
JUDGEMENTS = Text(
    "在文件旁写出（补全）判断文件 X.judgements.yaml，供逐项填写结论；已有判断保留",
    "write (or complete) X.judgements.yaml beside the document, to be filled in; what is judged stays",
)
LOCATION = Text(
    "所在地：central_beijing 在京中央，beijing 北京市，other 其他（默认由文件判断）",
    "location: central_beijing, beijing or other (read from the document unless given)",
)
ACTIVE_HEADS = Text("在职人数（全年平均）", "active heads, the average of the year")
RETIRED_HEADS = Text("离退休人数（全年平均）", "retired heads, the average of the year")
POSTS = Text("编制数", "authorised posts")
RANK_MIX = Text(
    "职级构成，如 正处级=3（可多个；人数或比例）",
    "rank mix, such as division_head=3 (repeatable; heads or shares)",
)
FUND_RATE = Text("住房公积金缴存比例，如 12%", "rate of the housing fund, such as 12%")
ROSTER_OF_FACTS = Text(
    "名册：取其人数和职级构成（CSV、XLSX 或 Parquet）", "roster to take heads and rank mix from (CSV, XLSX or Parquet)"
)
DOCUMENTS = Text(
    "公布的预算或决算（PDF、Word、Excel、网页、文本或 *.figures.yaml），或放有这些文件的文件夹，可以多个",
    "published budgets or final accounts (PDF, Word, Excel, HTML, text or *.figures.yaml), or folders of them",
)
WORKERS = Text(
    "多份文件时同时读取的进程数（默认用全部核）", "processes that read many documents (all cores unless given)"
)
FRESH = Text("重新读取，不用以前读取后保留的结果", "read anew what was read and kept before")
MOST_SECONDS = Text("每份文件最多用的秒数（默认 900）", "seconds that one document may take (default 900)")
MOST_MEMORY = Text(
    "每份文件最多用的内存（MB，默认 3000；Windows 上不限）",
    "memory in MB that one document may take (default 3000; not bounded on Windows)",
)
TOGETHER = Text("把多个文件当作同一份文件", "read several files as one document")
FORMAT = Text("输出格式：table、json、csv、md、xlsx", "output format: table, json, csv, md or xlsx")
FORMAT_AUDIT = Text(
    "输出格式：table、json、csv、md、xlsx，或 pdf（在 PDF 副本上标出问题）",
    "output format: table, json, csv, md, xlsx, or pdf (a copy of the PDF with the findings marked)",
)
OUTPUT = Text(
    "写入文件（完整写出或不写），扩展名决定格式", "write to a file, whole or not at all; its ending chooses the format"
)
LANG = Text("语言：zh 或 en", "language: zh or en")
DATE = Text("只列这一天有效的数值（YYYY-MM-DD）", "only values in force on this day (YYYY-MM-DD)")
DIFF = Text("列出两日之间开始施行的数值", "values that came into force between two days")
UNCERTAIN = Text("只列未见原文、不确定或缺失的数值", "only values that are uncertain or missing")
PORT = Text("端口", "port")
VERSION = Text("显示版本", "show the version")
