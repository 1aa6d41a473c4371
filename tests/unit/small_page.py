"""A disclosure of one small table, as a web page."""

from __future__ import annotations

PAGE = (
    "<html><body><h1>某区数据局2023年部门预算</h1><p>部门支出总表</p><p>单位：万元</p><table>"
    "<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>"
    "<tr><td>2010301</td><td>行政运行</td><td>100.00</td><td>60.00</td><td>40.00</td></tr>"
    "<tr><td></td><td>合计</td><td>100.00</td><td>60.00</td><td>40.00</td></tr></table></body></html>"
).encode()
