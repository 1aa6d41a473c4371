-- F06-01: basic expenditure by function = personnel + operating by economic class
with
{{ basic_halves() }},

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
