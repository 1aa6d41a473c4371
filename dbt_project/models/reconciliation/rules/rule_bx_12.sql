-- BX-12: contributions by economic class = the function items they are booked under (basic expenditure)
-- Medical insurance and the medical subsidy of civil servants are booked under one item by some, so they go together.
-- Institutions of a department may book contributions under their own function (schools under 205), and nothing is
-- wrong with that: the hint is given only where the disclosure itself books most of them by function: half of the
-- equalities hold, and one at least; and where the table by function lists all its rows.
with booked (economic_code, function_code, place, place_en) as (
    values
    ('30108', '2080505', '30108 养老保险缴费 = 2080505', '30108 pension contributions = 2080505'),
    ('30109', '2080506', '30109 职业年金缴费 = 2080506', '30109 occupational annuity = 2080506'),
    {% for function_code in ['2101101', '2101102', '2101103'] %}
    {% for economic_code in ['30110', '30111'] %}
    (
        '{{ economic_code }}', '{{ function_code }}',
        '30110 + 30111 医疗保险与公务员医疗补助 = 2101101 + 2101102 + 2101103',
        '30110 + 30111 medical insurance and subsidy = 2101101 + 2101102 + 2101103'
    ),
    {% endfor %}
    {% endfor %}
    ('30113', '2210201', '30113 住房公积金 = 2210201', '30113 housing fund = 2210201')
),

economic as (
    select distinct economic_code, place, place_en from booked
),

functional as (
    select distinct function_code, place, place_en from booked
),

-- Tables by function whose total exceeds their classes do not list every row.
partly_listed as (
    select distinct disclosure_id
    from {{ ref('int_check_line') }}
    where table_type = 'general_budget_expenditure' and measure in ('total', 'basic_expenditure')
    group by disclosure_id, table_key, measure
    having
        max(amount_yuan) filter (where is_grand_total)
        > sum(amount_yuan) filter (where is_top and code_scheme = 'function') + max(step_yuan) * count(*)
),

found as (
    select l.*, e.place, e.place_en, 'left' as side
    from {{ ref('int_check_line') }} as l
    inner join economic as e on l.code = e.economic_code
    where l.table_type = 'general_budget_basic_expenditure' and l.measure = 'total'
    union all
    select l.*, b.place, b.place_en, 'right' as side
    from {{ ref('int_check_line') }} as l
    inner join functional as b on l.code = b.function_code
    where l.table_type = 'general_budget_expenditure' and l.measure = 'basic_expenditure'
),

every_term as (
    select
        disclosure_id,
        side,
        place as place_key,
        place,
        place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        false as has_right
    from found
    -- Not every unit books these by function; only what both tables print is compared.
    qualify count(distinct side) over (partition by disclosure_id, place) = 2
),

terms as (
    select *
    from every_term
    where disclosure_id in (
        select disclosure_id
        from (
            select
                disclosure_id,
                abs(sum(case side when 'left' then amount_yuan else -amount_yuan end))
                    <= 0.5 * max(step_yuan) * count(*) as is_held
            from every_term
            group by disclosure_id, place_key
        )
        group by disclosure_id
        having count(*) filter (where is_held) >= greatest(1, 0.5 * count(*))
    )
    and disclosure_id not in (select disclosure_id from partly_listed)
)
{{ balance(
    'BX-12', '基本支出表（经济分类）', '一般公共预算支出表（功能科目）的基本支出',
    'basic expenditure table (economic class)', 'basic expenditure in the general budget table (function)'
) }}
