-- 江苏省级部门三年面板：机关运行经费，旁列基本支出及其中302商品和服务支出；断点及其依据逐年标出。
-- Panel of Jiangsu's provincial departments: agency operating cost beside basic expenditure and its class 302,
-- with the break to the year before, its basis, and how comparable the year is.
select
    cost.unit_name,
    cost.fiscal_year,
    round(cost.published_yuan / 10000, 2)::decimal(18, 2) as agency_operating_cost_wan,
    round(basic.published_yuan / 10000, 2)::decimal(18, 2) as basic_expenditure_wan,
    round(goods.amount_yuan / 10000, 2)::decimal(18, 2) as goods_and_services_wan,
    cost.growth_percent,
    cost.comparable_growth_percent,
    case when cost.is_break then '‖' else '' end as break_mark,
    -- BR-…: the register of breaks; DOC: the document's own words (dim_series_break has them with their page).
    case when cost.is_break then regexp_replace(cost.break_ids, 'DOC-\S+', 'DOC', 'g') else '' end as break_basis,
    cost.comparability,
    cost.comparability_reasons
from marts.mart_series as cost
left join marts.mart_series as basic
    on cost.disclosure_id = basic.disclosure_id
    and cost.fiscal_year = basic.fiscal_year
    and basic.series_measure = 'basic_expenditure'
left join marts.mart_expenditure_by_economic as goods
    on cost.disclosure_id = goods.disclosure_id
    and goods.scope = 'general_budget_basic'
    and goods.code = '302'
where cost.division_code = '320000'
    and cost.kind = 'budget'
    and cost.series_measure = 'agency_operating_cost'
    and cost.published_yuan is not null
order by cost.unit_name, cost.fiscal_year
