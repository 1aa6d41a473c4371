-- 问题：基本支出与项目支出各占多少？
-- Question: Basic against project expenditure?
-- 可信依据：支出总表合计行；经营支出等不在两者之内，故两者之和可小于100%。
-- Trust: Total row of the expenditure table; other kinds of spending are in neither.
select
    coalesce(division_name, '未识别') as division,
    fiscal_year,
    count(*) as disclosures,
    count(project_expenditure_yuan) as with_figures,
    round(100.0 * sum(basic_expenditure_yuan) / sum(total_budget_yuan), 2) as basic_percent,
    round(100.0 * sum(project_expenditure_yuan) / sum(total_budget_yuan), 2) as project_percent
from marts.mart_department_overview
where is_counted and kind = 'budget' and total_budget_yuan > 0
    and (basic_expenditure_yuan is not null or project_expenditure_yuan is not null)
group by all
order by division, fiscal_year
