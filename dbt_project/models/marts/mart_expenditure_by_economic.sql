-- Three scopes that never mix: the table of basic expenditure, tables of the general budget by economic class, and
-- spending of all funds where every functional row names its economic code too.
with printed as (
    select
        disclosure_id,
        case when table_type = 'general_budget_basic_expenditure' then 'general_budget_basic' else 'general_budget' end
            as scope,
        code,
        row_label as name,
        is_leaf,
        table_index,
        row_number,
        -- A table without a total column has one for persons and one for running costs.
        coalesce(
            sum(amount_yuan) filter (where measure = 'total'),
            sum(amount_yuan) filter (where measure in ('personnel_expenditure', 'operating_expenditure'))
        ) as amount_yuan
    from {{ ref('fct_line_item') }}
    where table_type in ('general_budget_basic_expenditure', 'general_budget_expenditure')
        and code_scheme = 'dept_economic'
        and code is not null
        and {{ is_own_figure() }}
    group by all
    union all
    select
        disclosure_id,
        'all_funds',
        dept_economic_code,
        '',
        true,
        table_index,
        row_number,
        sum(amount_yuan)
    from {{ ref('fct_line_item') }}
    where table_type = 'expenditure_detail'
        and dept_economic_code is not null
        and measure = 'total'
        and is_leaf
        and {{ is_own_figure() }}
    group by all
),
-- Several tables of one scope print the same money again: the first counts.
first_table as (
    select * from printed
    qualify table_index = min(table_index) over (partition by disclosure_id, scope)
),
item as (
    select
        disclosure_id,
        scope,
        code,
        min_by(name, row_number) as name,
        bool_and(is_leaf) as is_leaf,
        sum(amount_yuan) as amount_yuan
    from first_table
    where amount_yuan is not null
    group by disclosure_id, scope, code
),
topic as (
    select code, from_year, to_year, min(topic) as topic, min(zh) as topic_zh
    from {{ ref('economic_topics') }}
    group by code, from_year, to_year
)
select
    {{ placed() }},
    item.scope,
    item.code,
    coalesce(nullif(item.name, ''), list.name, item.code) as name,
    greatest(1, (length(item.code) - 1) // 2) as level,
    item.is_leaf,
    topic.topic,
    topic.topic_zh,
    item.amount_yuan::decimal(20, 2) as amount_yuan,
    (sum(item.amount_yuan) filter (where item.is_leaf) over (partition by item.disclosure_id, item.scope))::decimal(20, 2)
        as scope_total_yuan,
    {{ percent_of(
        'item.amount_yuan',
        'sum(item.amount_yuan) filter (where item.is_leaf) over (partition by item.disclosure_id, item.scope)'
    ) }} as share_percent
from item
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
left join {{ ref('dim_economic') }} as list
    on item.code = list.code and disclosure.fiscal_year = list.fiscal_year
left join topic
    on item.code = topic.code
    and coalesce(disclosure.fiscal_year >= topic.from_year, true)
    and coalesce(disclosure.fiscal_year <= topic.to_year, true)
