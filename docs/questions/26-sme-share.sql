-- 问题：面向中小微企业的采购份额？
-- Question: Share reserved to small, medium and micro enterprises?
-- 可信依据：只在表中印有该列时才知；两种读法（小微含于中小或并列）都列出。
-- Trust: Known only where the table prints the columns; both readings stand side by side.
select
    fiscal_year,
    count(*) as purchases,
    count(sme_reserved_yuan) as with_sme_column,
    sum(amount_yuan) filter (where sme_reserved_yuan is not null) as amount_yuan,
    sum(sme_reserved_yuan) as sme_reserved_yuan,
    sum(micro_reserved_yuan) as micro_reserved_yuan,
    round(
        100.0 * sum(sme_reserved_yuan) / sum(amount_yuan) filter (where sme_reserved_yuan is not null), 2
    ) as sme_percent,
    round(
        100.0 * sum(coalesce(sme_reserved_yuan, 0) + coalesce(micro_reserved_yuan, 0))
        / sum(amount_yuan) filter (where sme_reserved_yuan is not null),
        2
    ) as sme_and_micro_percent
from marts.mart_purchase
where is_counted and table_type = 'procurement'
group by all
order by fiscal_year
