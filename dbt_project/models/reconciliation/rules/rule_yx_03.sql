-- YX-03: opening balance = last year's closing balance
with terms as (
    {% for side, item, id in [('left', 'carryover_in', 'disclosure_id'), ('right', 'carryover_out', 'other_id')] %}
    select
        {{ term(side, "table_type", "case table_type when 'income_expenditure_summary' then '全部资金' else '财政拨款' end", 'table_type', alias='l')
            | replace('l.disclosure_id', 'pair.disclosure_id') }}
    from {{ ref('int_check_pair') }} as pair
    inner join {{ ref('int_check_line') }} as l on pair.{{ id }} = l.disclosure_id
    where
        pair.relation = 'last_year' and l.item = '{{ item }}' and l.measure in ('amount', 'total')
        and l.table_type in ('income_expenditure_summary', 'fiscal_appropriation_summary')
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{{ balance('YX-03', '年初结转和结余', '上年年末结转和结余', 'opening balance', 'closing balance of last year') }}
