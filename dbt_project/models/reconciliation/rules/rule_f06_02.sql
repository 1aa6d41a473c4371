-- F06-02: personnel = 301 + 303, operating = the other classes; a class = Σ its sub-classes
with
{{ basic_halves() }},

terms as (
    {{ tree_terms(['general_budget_basic_expenditure']) }}
    union all
    select
        {{ term(
            'left', "table_key || '/' || half",
            "case half when 'personnel' then '人员经费合计' else '公用经费合计' end", 'half'
        ) }}
    from half
    union all
    select
        {{ term(
            'right', "table_key || '/' || case when left(code, 3) in ('301', '303') then 'personnel' else 'operating' end"
        ) }}
    from (
        select *, bool_or(measure = 'total') over (partition by table_key) as has_total_column
        from {{ ref('int_check_line') }}
    )
    where
        table_type = 'general_budget_basic_expenditure' and code_scheme in ('dept_economic', 'gov_economic')
        and length(code) = 3
        and measure = case
            when has_total_column then 'total'
            when left(code, 3) in ('301', '303') then 'personnel_expenditure'
            else 'operating_expenditure'
        end
        and table_key in (select table_key from half)
)
{{ balance('F06-02', '合计', '各部分之和', 'total', 'sum of its parts', rows_may_be_missing=true) }}
