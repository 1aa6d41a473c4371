-- Codes printed once per unit of a department are added up over its units. The harmonised code is the one used
-- today: followed only where the whole of the old code became the new (weight 1).
-- Where the table of all expenditure is not by function (江苏省级: 基本支出, 项目支出, …), its classes are those of the
-- summary, which holds all funds as well; there is nothing below them.
with detailed as (
    select
        disclosure_id,
        'expenditure_detail' as table_type,
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
),
summarised as (
    select
        disclosure_id,
        'income_expenditure_summary' as table_type,
        code,
        regexp_replace(min_by(row_label, row_number), '^[一二三四五六七八九十]+、', '') as name,
        true as is_leaf,
        coalesce(max(amount_yuan) filter (where measure = 'total'), max(amount_yuan)) as total_yuan,
        null as basic_yuan,
        null as project_yuan
    from {{ ref('fct_line_item') }}
    where table_type = 'income_expenditure_summary' and item = 'function_class' and code_scheme = 'function'
        and code is not null and measure in ('amount', 'total') and amount_yuan is not null
        and {{ is_own_figure() }}
        and disclosure_id not in (select disclosure_id from detailed)
    group by disclosure_id, code
),
item as (
    select * from detailed
    union all
    select * from summarised
),
moved as (
    select from_code, min(to_code) as to_code, min(effective_year) as effective_year
    from {{ ref('bridge_function_change') }}
    where weight = 1 and from_code <> to_code
    group by from_code
    having count(*) = 1
),
-- What the table itself prints as its total: where the leaves fall short of it, rows were not read.
printed as (
    select disclosure_id, max(amount_yuan) as amount_yuan
    from {{ ref('int_total_line') }}
    where table_type = 'expenditure_detail' and measure = 'total'
    group by disclosure_id
),
broken as (
    select from_code as code, effective_year, string_agg(change_kind, ' ') as change_kinds
    from {{ ref('bridge_function_change') }}
    where weight is null or weight < 1
    group by all
),
placed as (
    select
        {{ placed() }},
        item.table_type,
        item.code,
        item.name,
        coalesce(list.name, item.name) as standard_name,
        coalesce(list.status, 'observed') as code_status,
        case
            when disclosure.fiscal_year < moved.effective_year
                then moved.to_code || substr(item.code, length(moved.from_code) + 1)
            else item.code
        end as harmonised_code,
        broken.change_kinds as code_break,
        greatest(1, (length(item.code) - 1) // 2) as level,
        class.name as class_name,
        printed.amount_yuan as printed_total_yuan,
        item.is_leaf,
        item.is_leaf and right(item.code, 2) = '99' as is_opaque,
        item.total_yuan,
        item.basic_yuan,
        item.project_yuan,
        headline.total_budget_yuan
    from item
    inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
    left join {{ ref('int_headline') }} as headline using (disclosure_id)
    left join {{ ref('dim_function') }} as list
        on item.code = list.code and disclosure.fiscal_year = list.fiscal_year
    left join {{ ref('dim_function') }} as class
        on left(item.code, 3) = class.code and disclosure.fiscal_year = class.fiscal_year
    left join printed using (disclosure_id)
    left join moved on left(item.code, 5) = moved.from_code
    left join broken on item.code = broken.code and disclosure.fiscal_year = broken.effective_year
)
select
    disclosure_id,
    unit_id,
    unit_name,
    fiscal_year,
    kind,
    report_level,
    division_code,
    division_name,
    is_counted,
    table_type,
    code,
    name,
    standard_name,
    code_status,
    harmonised_code,
    left(harmonised_code, 3) as class_code,
    coalesce(class_name, left(harmonised_code, 3)) as class_name,
    code_break,
    level,
    is_leaf,
    is_opaque,
    total_yuan::decimal(20, 2) as total_yuan,
    basic_yuan::decimal(20, 2) as basic_yuan,
    project_yuan::decimal(20, 2) as project_yuan,
    {{ percent_of('total_yuan', 'total_budget_yuan') }} as share_percent,
    {{ percent_of(
        'sum(total_yuan) filter (where is_leaf) over (partition by disclosure_id)', 'printed_total_yuan'
    ) }} as leaves_read_percent
from placed
