-- 问题：财政拨款占收入的比重？
-- Question: What share of income is fiscal appropriation?
-- 可信依据：两张总表的总计之比；缺一张表的公开不计入，次数另列。
-- Trust: Totals of two summary tables; disclosures without both are counted apart.
select
    coalesce(division_name, '未识别') as division,
    kind,
    fiscal_year,
    count(*) as disclosures,
    count(fiscal_appropriation_percent) as with_both_tables,
    round(median(fiscal_appropriation_percent), 2) as median_percent,
    round(min(fiscal_appropriation_percent), 2) as lowest_percent
from marts.mart_department_overview
where is_counted
group by all
order by division, kind, fiscal_year
