{{ config(materialized='incremental', unique_key='final_disclosure_id') }}
-- Item by item, general public budget: what was planned and what was spent. Where the unit's own budget of the
-- year is known its figure counts; else the final accounts' own budget column. Rows exist where there are final
-- accounts: what was only planned so far has no execution.
with item as (
    select
        line.disclosure_id,
        line.unit_id,
        line.fiscal_year,
        line.kind,
        line.report_level,
        case when line.is_total and line.level = 0 then 'total' else line.code end as code,
        min_by(line.row_label, line.row_number) as name,
        bool_and(line.is_leaf) as is_leaf,
        line.basis,
        sum(line.amount_yuan) as amount_yuan
    from {{ ref('int_line_item') }} as line
    -- The first table only: some disclosures print the same spending again by economic class.
    inner join (
        select disclosure_id, min(table_index) as table_index
        from {{ ref('int_table') }}
        where is_preferred and table_type = 'general_budget_expenditure'
        group by disclosure_id
    ) as first_table using (disclosure_id, table_index)
    where line.is_preferred
        and line.table_type = 'general_budget_expenditure'
        and line.measure = 'total'
        and line.funding = ''
        and coalesce(line.amount_year, line.fiscal_year) = line.fiscal_year
        and line.fiscal_year is not null
        and (line.code_scheme = 'function' or (line.is_total and line.level = 0))
        and coalesce(line.code, 'total') <> ''
        and (line.code is not null or (line.is_total and line.level = 0))
    group by
        line.disclosure_id, line.unit_id, line.fiscal_year, line.kind, line.report_level, line.basis,
        case when line.is_total and line.level = 0 then 'total' else line.code end
),
final_item as (
    select * from item where kind = 'final' and basis in ('', 'final')
),
planned as (
    select *, 'budget_disclosure' as budget_basis, 1 as trust
    from item
    where kind = 'budget' and basis in ('', 'budget')
    union all
    select *, 'stated_in_final', 2 from item where kind = 'final' and basis = 'budget'
),
final_disclosure as (
    select distinct unit_id, fiscal_year, report_level, disclosure_id as final_disclosure_id from final_item
),
chosen as (
    -- One source of budget figures for a whole disclosure: items of two sources are never mixed.
    select planned.*
    from planned
    inner join (
        select unit_id, fiscal_year, report_level, min(trust) as trust
        from planned
        group by all
    ) as best using (unit_id, fiscal_year, report_level, trust)
),
has_budget as (
    select distinct unit_id, fiscal_year, report_level from chosen
),
paired as (
    select
        coalesce(final_item.unit_id, chosen.unit_id) as unit_id,
        coalesce(final_item.fiscal_year, chosen.fiscal_year) as fiscal_year,
        coalesce(final_item.report_level, chosen.report_level) as report_level,
        coalesce(final_item.code, chosen.code) as code,
        coalesce(final_item.name, chosen.name) as name,
        coalesce(final_item.is_leaf, chosen.is_leaf) as is_leaf,
        chosen.amount_yuan as budget_yuan,
        chosen.budget_basis,
        chosen.disclosure_id as budget_disclosure_id,
        final_item.amount_yuan as final_yuan
    from final_item
    full outer join chosen
        on final_item.unit_id = chosen.unit_id
        and final_item.fiscal_year = chosen.fiscal_year
        and final_item.report_level = chosen.report_level
        and final_item.code = chosen.code
)
select
    paired.unit_id,
    disclosure.unit_name,
    disclosure.division_code,
    disclosure.division_name,
    paired.report_level,
    paired.fiscal_year,
    disclosure.is_counted,
    paired.code,
    coalesce(nullif(paired.name, ''), '合计') as name,
    case when paired.code = 'total' then 0 else greatest(1, (length(paired.code) - 1) // 2) end as level,
    paired.is_leaf,
    paired.budget_yuan::decimal(20, 2) as budget_yuan,
    paired.budget_basis,
    paired.budget_disclosure_id,
    paired.final_yuan::decimal(20, 2) as final_yuan,
    final_disclosure.final_disclosure_id,
    (coalesce(paired.final_yuan, 0) - coalesce(paired.budget_yuan, 0))::decimal(20, 2) as difference_yuan,
    {{ percent_of('paired.final_yuan', 'paired.budget_yuan') }} as execution_percent,
    case
        when has_budget.unit_id is null then 'no_budget'
        when coalesce(paired.budget_yuan, 0) = 0 and coalesce(paired.final_yuan, 0) <> 0 then 'unbudgeted'
        when coalesce(paired.final_yuan, 0) = 0 and coalesce(paired.budget_yuan, 0) <> 0 then 'unspent'
        when paired.final_yuan * 100 > paired.budget_yuan * 130 then 'over'
        when paired.final_yuan * 100 < paired.budget_yuan * 70 then 'under'
        else 'within'
    end as state
from paired
inner join final_disclosure using (unit_id, fiscal_year, report_level)
inner join {{ ref('int_placed_disclosure') }} as disclosure
    on final_disclosure.final_disclosure_id = disclosure.disclosure_id
left join has_budget using (unit_id, fiscal_year, report_level)
