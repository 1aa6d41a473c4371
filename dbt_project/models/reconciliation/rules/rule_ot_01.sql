-- OT-01: tables beyond the canonical ones add up as well: total row and every row with rows under it
-- Departments publish basic expenditure by economic class, operating cost, all appropriations and more under titles
-- of their own. What such a table means is not known here; that its levels add up is seen in the table itself, so the
-- rule speaks only where the table proves its levels: two sums and three in five of all hold.
with every_term as (
    {{ column_total_terms(['other']) }}
    union all
    {{ tree_terms(['other']) }}
),

per_sum as (
    select
        disclosure_id,
        place_key,
        split_part(place_key, '/', 1) as table_key,
        sum(amount_yuan) filter (where side = 'left') as left_yuan,
        sum(amount_yuan) filter (where side = 'right') as right_yuan,
        count(*) filter (where side = 'right') as part_count,
        max(step_yuan) as step_yuan
    from every_term
    group by disclosure_id, place_key
),

proven as (
    select table_key
    from per_sum
    where left_yuan is not null and right_yuan is not null and part_count >= 2
    group by table_key
    having
        count(*) filter (where abs(left_yuan - right_yuan) <= 0.5 * step_yuan * (part_count + 1)) >= 2
        and count(*) filter (where abs(left_yuan - right_yuan) <= 0.5 * step_yuan * (part_count + 1)) >= 0.6 * count(*)
),

terms as (
    select every_term.*
    from every_term
    inner join proven on split_part(every_term.place_key, '/', 1) = proven.table_key
)
{{ balance('OT-01', '上级行', '下级行之和', 'upper row', 'sum of the rows under it') }}
