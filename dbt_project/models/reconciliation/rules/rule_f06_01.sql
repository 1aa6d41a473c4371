-- F06-01: basic expenditure by function = personnel + operating by economic class
with half as (

    select
        l.*,
        case
            when row_label like '%人员经费%' and measure in ('total', 'personnel_expenditure', 'amount') then 'personnel'
            when row_label like '%公用经费%' and measure in ('total', 'operating_expenditure', 'amount') then 'operating'
            when measure = 'personnel_expenditure' and is_grand_total then 'personnel'
            when measure = 'operating_expenditure' and is_grand_total then 'operating'
        end as half
    from {{ ref('int_check_line') }} as l
    where table_type = 'general_budget_basic_expenditure' and (is_grand_total or row_label like '%合计%')
    qualify half is not null and row_number() over (partition by table_key, half order by row_number, measure) = 1
),

terms as (
    {{ total_row('left', 'general_budget_expenditure', 'basic_expenditure') }}
    union all
    select
        {{ term('right') }}
    from half
    -- One half alone is no total.
    qualify count(distinct half) over (partition by disclosure_id) = 2
)
{{ balance(
    'F06-01', '支出决算表的基本支出', '人员经费合计 + 公用经费合计',
    'basic expenditure of the general budget table', 'personnel + operating'
) }}
