-- 问题：单位对事业收入、其他收入的依赖？
-- Question: How far do units depend on institutional and other income?
-- 可信依据：收入总表合计行，缺则收支总表；“其他收入”口径各地不一。
-- Trust: The total row of the income table, else the summary; what 其他收入 holds differs by region.
select
    income_source,
    income_source_zh,
    is_internal_transfer,
    count(*) filter (where amount_yuan > 0) as disclosures,
    sum(amount_yuan) as amount_yuan,
    round(max(share_percent), 2) as highest_share_percent
from marts.mart_income_source
where is_counted and kind = 'budget'
group by all
order by amount_yuan desc, income_source
