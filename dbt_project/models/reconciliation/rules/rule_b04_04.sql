-- B04-04: current-year expenditure = Σ function classes, total = current year + carry-over out, levels below add up;
-- each in the total column and in every budget's
with tree as ({{ tree_terms(['fiscal_appropriation_summary']) }}),

every_term as (
    {{ function_class_terms('fiscal_appropriation_summary') }}
    union all
    {{ expenditure_level_terms('tree') }}
    union all
    select * replace (place_key || '/total' as place_key, '支出总计 ' || place as place, 'total ' || place_en as place_en)
    from (
        {{ summary_terms('left', 'fiscal_appropriation_summary', ['total_expenditure'], by_fund=true) }}
        union all
        {{ summary_terms('right', 'fiscal_appropriation_summary', ['current_expenditure_total'], by_fund=true) }}
        union all
        {{ summary_terms(
            'right', 'fiscal_appropriation_summary', ['carryover_out'], needed=false, by_fund=true
        ) }}
    )
),

-- A column without a total has nothing to be compared with.
terms as (
    select *
    from every_term
    qualify bool_or(side = 'left') over (partition by place_key) or not contains(place_key, '/')
)
{{ balance('B04-04', '上级行', '下级各行之和', 'upper row', 'sum of the rows under it', rows_may_be_missing=true) }}
