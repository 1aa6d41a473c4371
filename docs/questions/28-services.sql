-- 问题：政府购买服务与采购表中的服务对照？
-- Question: Purchased services declared against services in procurement?
-- 可信依据：两表口径不同，可部分重叠，只能对照不能相加。
-- Trust: The tables differ in scope and overlap: compare, never add.
select
    fiscal_year,
    table_type,
    count(distinct disclosure_id) as disclosures,
    count(*) as purchases,
    sum(amount_yuan) as amount_yuan,
    sum(amount_yuan) filter (where category = 'services') as services_yuan
from marts.mart_purchase
where is_counted
group by all
order by fiscal_year, table_type
