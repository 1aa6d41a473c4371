-- Codes printed once per unit of a department are added up over its units.
with item as (
    select
        disclosure_id,
        code,
        min_by(row_label, row_number) as name,
        bool_and(is_leaf) as is_leaf,
        sum(amount_yuan) filter (where measure = 'total') as total_yuan,
        sum(amount_yuan) filter (where measure = 'basic_expenditure') as basic_yuan,
        sum(amount_yuan) filter (where measure = 'project_expenditure') as project_yuan
    from {{ ref('fct_line_item') }}
    where table_type = 'expenditure_detail' and code_scheme = 'function' and code is not null
        and {{ is_own_figure() }}
    group by disclosure_id, code
)
select
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    item.code,
    item.name,
    greatest(1, (length(item.code) - 1) // 2) as level,
    item.is_leaf,
    item.total_yuan::decimal(20, 2) as total_yuan,
    item.basic_yuan::decimal(20, 2) as basic_yuan,
    item.project_yuan::decimal(20, 2) as project_yuan,
    {{ percent_of('item.total_yuan', 'headline.total_budget_yuan') }} as share_percent
from item
inner join {{ ref('dim_disclosure') }} as disclosure using (disclosure_id)
left join {{ ref('int_headline') }} as headline using (disclosure_id)
