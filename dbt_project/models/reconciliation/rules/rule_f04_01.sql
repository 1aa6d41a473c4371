-- F04-01: total = income + opening balance, = expenditure + closing balance, both totals are one;
-- current-year expenditure = Σ function classes; the expenditure side in every budget's column too
with every_term as (
    {% for key, key_en, total, parts, by_fund in [
        ('收入方', 'income side', 'total_income', ['current_income_total', 'carryover_in'], false),
        ('支出方', 'expenditure side', 'total_expenditure', ['current_expenditure_total', 'carryover_out'], true),
        ('两方总计', 'both totals', 'total_income', ['total_expenditure'], false),
    ] %}
    select * replace (
        place_key || '{{ key }}' as place_key, '{{ key }}' || place as place, trim('{{ key_en }} ' || place_en) as place_en
    )
    from (
        {{ summary_terms('left', 'fiscal_appropriation_summary', [total], by_fund=by_fund) }}
        union all
        {{ summary_terms('right', 'fiscal_appropriation_summary', parts, by_fund=by_fund) }}
    )
    union all
    {% endfor %}
    select * replace (place_key || '本年支出' as place_key, '本年支出' || place as place, trim('current year ' || place_en) as place_en)
    from ({{ function_class_terms('fiscal_appropriation_summary') }})
),

-- A column without a total, or a year without classes, has nothing to be compared with.
terms as (
    select *
    from every_term
    qualify
        regexp_matches(place_key, '(收入方|支出方|两方总计)$') and not contains(place_key, '/')
        or (bool_or(side = 'left') over (partition by place_key) and bool_or(side = 'right') over (partition by place_key))
)
{{ balance('F04-01', '总计', '各部分之和', 'total', 'sum of its parts', rows_may_be_missing=true) }}
