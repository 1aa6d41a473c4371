"""Detail rows of purchase tables."""

from __future__ import annotations

from pipelines.contracts.common import DOCUMENT_ID, SPOT, TABLE_INDEX, TABLE_TYPE
from pipelines.contracts.model import Field, Table, Type

T = Type
PROCUREMENTS = Table(
    name="procurements",
    layer="conform",
    zh="采购与购买服务明细",
    grain="One row per detail row of a procurement or service-purchase table.",
    key=("procurement_key",),
    fields=(
        Field("procurement_key", T.TEXT, "采购键", "Document, table and row.", required=True),
        DOCUMENT_ID,
        TABLE_INDEX,
        TABLE_TYPE,
        Field("row_number", T.INTEGER, "行号", "Body row, from 1.", required=True, minimum=1),
        Field("unit_code", T.TEXT, "单位代码", "Code printed."),
        Field("unit_name", T.TEXT, "单位名称", "Name printed."),
        Field("project_name", T.TEXT, "项目", "Project the purchase belongs to."),
        Field("catalogue_code", T.TEXT, "采购品目代码", "Code of the procurement catalogue."),
        Field("catalogue_name", T.TEXT, "采购品目名称", "Name printed beside the code."),
        Field(
            "category",
            T.TEXT,
            "类别",
            "goods (A), works (B), services (C).",
            required=True,
            values=("goods", "works", "services", "unknown"),
        ),
        Field("function_code", T.TEXT, "功能科目代码", "Code printed."),
        Field("economic_code", T.TEXT, "部门经济分类代码", "Code printed."),
        Field("fund_source", T.TEXT, "资金来源", "Text printed."),
        Field("fund_nature", T.TEXT, "资金性质", "Text printed."),
        Field("quantity", T.NUMBER, "采购数量", "Number printed."),
        Field("amount_yuan", T.MONEY, "采购金额（元）", "Amount.", unit="yuan"),
        Field(
            "sme_reserved_yuan",
            T.MONEY,
            "面向中小企业（元）",
            "Reserved for small and medium enterprises, as printed.",
            unit="yuan",
        ),
        Field(
            "micro_reserved_yuan",
            T.MONEY,
            "面向小微企业（元）",
            "Reserved for small and micro enterprises, as printed.",
            unit="yuan",
        ),
        Field("line_id", T.TEXT, "行编号", "Line of the amount."),
        *SPOT,
    ),
)
