-- OT-01: tables beyond the canonical ones add up as well: total row and every row with rows under it
-- Departments publish basic expenditure by economic class, operating cost, all appropriations and more under titles
-- of their own. What such a table means is not known here; that its levels add up is seen in the table itself, so the
-- rule speaks only where the table proves its levels: two sums and three in five of all hold. A table of few sums
-- cannot prove anything; there a sum is judged where one figure of it is shown to be wrong: it would hold with what
-- another table prints for the same code, or without a minus sign.
with every_term as (
    {{ column_total_terms(['other']) }}
    union all
    {{ tree_terms(['other']) }}
),

per_sum as (
    select
        place_key,
        sum(case side when 'left' then amount_yuan else -amount_yuan end) as gap_yuan,
        max(step_yuan) as step_yuan,
        count(*) as term_count
    from every_term
    group by place_key
    having bool_or(side = 'left') and count(*) filter (where side = 'right') >= 2
),

-- A part that is `gap_yuan` short, an upper row that is `gap_yuan` too large.
suspect as (
    select s.place_key, s.gap_yuan, s.step_yuan, l.*  exclude (step_yuan), l.amount_yuan + case t.side when 'left' then -1 else 1 end * s.gap_yuan as wanted_yuan
    from per_sum as s
    inner join every_term as t using (place_key)
    inner join {{ ref('int_check_line') }} as l using (line_id)
    where abs(s.gap_yuan) > 0.5 * s.step_yuan * s.term_count
),

shown as (
    select distinct a.place_key
    from suspect as a
    left join {{ ref('int_check_line') }} as o
        on
            a.disclosure_id = o.disclosure_id
            and a.code = o.code
            and a.code_scheme = o.code_scheme
            and a.table_key <> o.table_key
            and abs(a.wanted_yuan - o.amount_yuan) <= a.step_yuan
    where o.line_id is not null or (a.amount_yuan < 0 and abs(a.wanted_yuan + a.amount_yuan) <= a.step_yuan)
),

terms as (
    {{ proven_terms('every_term') }}
    union
    select every_term.*
    from every_term
    inner join shown using (place_key)
)
{{ balance('OT-01', '上级行', '下级行之和', 'upper row', 'sum of the rows under it') }}
