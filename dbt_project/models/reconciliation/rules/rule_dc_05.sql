-- DC-05: one total printed in two tables does not differ by a factor of exactly 10,000 (元 labelled 万元, or the reverse)
with total as (
    select
        l.disclosure_id,
        l.table_type,
        coalesce(n.zh, l.table_type) as table_zh,
        l.line_id,
        l.amount_yuan,
        case when l.table_type in ('income_expenditure_summary', 'income_detail', 'expenditure_detail') then 'all' else 'fiscal' end as scope
    from {{ ref('int_check_line') }} as l
    left join {{ ref('table_types') }} as n on l.table_type = n.table_type
    where
        l.amount_yuan > 0
        and (
            (l.table_type in ('income_expenditure_summary', 'fiscal_appropriation_summary') and l.item = 'total_expenditure'
                and l.measure in ('amount', 'total'))
            or (l.table_type in ('income_detail', 'expenditure_detail', 'general_budget_expenditure') and l.measure = 'total'
                and l.is_summary_row)
        )
),

pair as (
    select
        a.disclosure_id,
        a.table_zh as table_zh,
        b.table_zh as other_zh,
        a.table_type as table_en,
        b.table_type as other_en,
        [a.line_id, b.line_id] as line_ids,
        a.amount_yuan::double / b.amount_yuan::double as times
    from total as a
    inner join total as b on a.disclosure_id = b.disclosure_id and a.table_type < b.table_type and a.scope = b.scope
),

judged as (
    select
        disclosure_id,
        table_zh || '与' || other_zh as place,
        table_en || ' and ' || other_en as place_en,
        line_ids,
        case when abs(times - 10000) < 1 or abs(times - 0.0001) < 1e-8 then 'fail' else 'pass' end as verdict,
        case when abs(times - 10000) < 1 or abs(times - 0.0001) < 1e-8 then '同一总额恰好相差一万倍，其中一张表的金额单位印错了'
            else '量级相容' end as note_zh,
        case when abs(times - 10000) < 1 or abs(times - 0.0001) < 1e-8 then 'one total is exactly 10,000 times the other: a unit of money is wrong'
            else 'magnitudes agree' end as note_en
    from pair
)
{{ verdict('DC-05', '总额', '另一张表的总额', 'total', 'total of the other table') }}
