-- 问题：政府采购按货物、工程、服务及品目？
-- Question: Procurement by goods, works, services and category?
-- 可信依据：类别取自品目编码或文字；未印编码者为 unknown。
-- Trust: By catalogue code or the printed category; unknown without either.
select
    table_type,
    fiscal_year,
    category,
    count(*) as purchases,
    count(catalogue_official_name) as with_catalogue_code,
    sum(amount_yuan) as amount_yuan
from marts.mart_purchase
where is_counted
group by all
order by table_type, fiscal_year, category
