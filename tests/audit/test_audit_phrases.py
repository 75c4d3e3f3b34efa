"""Correct sentences, however they are turned, are no findings; the same sentences with one figure changed are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.made_document import document
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.audit import Finding, audit
from openfisca_china_personnel.documents.lines import numbered

MADE = document()  # 1534.16 万元, of which basic 1234.09 and project 300.07; 1500.99 the year before
BARE = Document("示例县档案馆", 2024, "budget", None, (), "made.txt")

GENERAL = "一、关于一般公共预算支出情况说明\n"
BASIC = "二、关于一般公共预算基本支出情况说明\n"
BALANCE = "三、收支预算总体情况说明\n"
THREE = "七、“三公”经费支出情况说明\n"
NOTHING = ""

# Against the tables of the made budget.
WITH_TABLES = {
    "rise over the outturn": GENERAL
    + "住房保障支出（类）住房改革支出（款）住房公积金（项）2024年预算131.77万元，比上年执行数增加7.71万元，"
    "增长6.2%。",
    "compared with last year's final accounts": GENERAL
    + "住房保障支出（类）住房改革支出（款）提租补贴（项）支出49.36万元，较上年决算数增加0.25万元，上升0.5%。",
    "a fall in other words": GENERAL
    + "公共安全支出（类）武装警察部队（款）一般行政管理事务（项）300.07万元，同比下降3.4%，主要原因是压减一般性支出。",
    "reduced by an amount": GENERAL
    + "一般行政管理事务（项）支出300.07万元，与2023年执行数相比减少10.48万元，降低3.37%。主要是厉行节约。",
    "the total with its parts": GENERAL
    + "2024年本单位一般公共预算财政拨款支出1534.16万元，比2023年执行数增加33.17万元，增长2.21%。"
    "其中：基本支出1234.09万元，占80.44%；项目支出300.07万元，占19.56%。",
    "shares rounded to add up to a hundred": GENERAL
    + "2024年本单位一般公共预算支出1534.16万元。其中：公共安全支出1112.52万元，占72.5%；"
    "社会保障和就业支出240.51万元，占15.7%；住房保障支出181.13万元，占11.8%。",
    "personnel and operating": BASIC
    + "2024年一般公共预算基本支出1234.09万元，其中：人员经费1068.86万元，占基本支出的86.61%；"
    "公用经费165.23万元，占基本支出的13.39%。",
    "in yuan where the tables have ten thousands": GENERAL
    + "住房保障支出（类）住房改革支出（款）住房公积金（项）1317700元。",
    "coarser than the table": GENERAL
    + "住房保障支出（类）住房改革支出（款）住房公积金（项）131.8万元，与上年基本持平。",
    "income and expenditure together": BALANCE
    + "2024年收入总预算1551.50万元，支出总预算1551.50万元，收支平衡。上年结转12.34万元。",
    "a path without its middle level": GENERAL + "住房保障支出（类）住房公积金（项）131.77万元，用于缴存住房公积金。",
}

# Nothing but sentences, in yuan and in ten thousands of yuan.
ALONE = {
    "parts of parts in yuan": "2024年本单位支出总预算1,133,753.33元。\n1.基本支出预算1,085,653.33元，"
    "占支出总预算的95.76%，"
    "同比减少43,506.06元，下降3.85%。其中：工资福利支出预算905,709.06元，占基本支出预算的83.43%；"
    "商品和服务支出预算106,744.27元，占基本支出预算的9.83%；对个人和家庭补助支出预算73,200元，"
    "占基本支出预算的6.74%。\n"
    "2.项目支出预算48,100元，占支出总预算的4.24%，同比无增减变化。",
    "another amount before a named whole": "住房公积金支出 60,000 元。\n1.基本支出预算 900,000 元，"
    "占支出总预算的100.00%。"
    "其中：工资福利支出预算 810,000 元，占基本支出预算 90%。",
    "a comparison after a list": "2024年收支总预算4471.22万元，含培训中心经费250万元，幼儿园经费537.31万元；"
    "比2023年预算增加755.18万元，增长20.32%。",
    "lowered, and above its budget": "2024年度，本单位一般公共预算财政拨款支出总计1741.75万元，"
    "与上年相比减少53.7万元，降低2.99%；"
    "完成年初预算103.32%，决算数大于预算数55.93万元，主要原因：职工工资调标增加支出。",
    "above its budget": "支出决算为160.32万元，年初预算为150.00万元，完成年初预算的106.88%。"
    "决算数大于预算数的主要原因是人员增加。",
    "below its budget": "公务接待费年初预算为2.00万元，支出决算为1.50万元，完成预算的75%，"
    "决算数小于预算数的主要原因是厉行节约。",
    "equal to its budget": "公务接待费年初预算为2.00万元，支出决算为2.00万元，完成预算的100%。决算数等于预算数。",
    "the three public expenses": THREE
    + "2024年“三公”经费预算36.50万元，比上年减少1.50万元，下降3.95%。其中：因公出国（境）费0万元，"
    "与上年持平；公务用车购置及运行费30.00万元，与上年持平；公务接待费6.50万元，比上年减少1.50万元，下降18.75%。",
    "no change in many words": THREE
    + "因公出国（境）费0.00万元，比上年增加0.00万元；公务接待费6.50万元，与上年相比无增减变化，零增长；"
    "公务用车运行费12.00万元，较上年持平。",
    "either way by nothing": THREE + "公务用车购置费0万元，比上年预算增加（减少）0万元，增长（下降）0%。",
    "one name under several subjects": "一、支出说明\n公共安全支出（类）基本支出80.00万元。"
    "\n教育支出（类）基本支出20.00万元。\n"
    "二、其他说明\n基本支出100.00万元。",
    "procurement": "八、政府采购情况说明\n2024年政府采购预算1351.89万元，其中：货物类658.71万元、工程类45.53万元、"
    "服务类647.65万元。",
    "rise to and by": "机关运行经费预算184.65万元，比2023年增加2.55万元，增长1.40%。",
    "a fall below nothing named": "2024年度收入支出总计2995.39万元。与2023年度相比，收、支总计各减少56.95万元，"
    "下降1.87%。",
    "percentages of something else": "政府采购授予中小企业合同金额246.47万元，占政府采购支出总额的98.1%，"
    "其中授予小微企业合同金额100.00万元，占授予中小企业合同金额的40.6%。",
}


def found(text: str, made: Document) -> list[Finding]:
    return list(audit(replace(made, prose=numbered(text))).findings)


@pytest.mark.parametrize("text", WITH_TABLES.values(), ids=WITH_TABLES)
def test_a_correct_sentence_about_a_table_is_no_finding(text: str):
    assert [
        (f.check, f.severity, f.text.zh) for f in found(text, MADE) if f.severity in ("error", "inconsistent")
    ] == []


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE)
def test_a_correct_sentence_without_tables_is_no_finding(text: str):
    assert [(f.check, f.severity, f.text.zh) for f in found(text, BARE)] == []
