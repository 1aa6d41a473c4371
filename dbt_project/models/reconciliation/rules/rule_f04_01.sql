-- F04-01: total = income + opening balance, = expenditure + closing balance, and both totals are one
with terms as (
    {% for key, total, parts in [
        ('收入方', 'total_income', ['current_income_total', 'carryover_in']),
        ('支出方', 'total_expenditure', ['current_expenditure_total', 'carryover_out']),
        ('两方总计', 'total_income', ['total_expenditure']),
    ] %}
    select * replace (place_key || '{{ key }}' as place_key, '{{ key }}' as place, '{{ total }}' as place_en)
    from (
        {{ summary_terms('left', 'fiscal_appropriation_summary', [total]) }}
        union all
        {{ summary_terms('right', 'fiscal_appropriation_summary', parts) }}
    )
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{{ balance('F04-01', '总计', '各部分之和', 'total', 'sum of its parts') }}
