-- BX-12: contributions by economic class = the function items they are booked under (basic expenditure)
-- 30102 also holds other allowances, so the housing subsidies booked by function are at most 30102.
with booked (economic_code, function_code, place, place_en) as (
    values
    ('30108', '2080505', '30108 养老保险缴费 = 2080505', '30108 pension contributions = 2080505'),
    ('30109', '2080506', '30109 职业年金缴费 = 2080506', '30109 occupational annuity = 2080506'),
    ('30110', '2101101', '30110 医疗保险缴费 = 2101101 + 2101102', '30110 medical insurance = 2101101 + 2101102'),
    ('30110', '2101102', '30110 医疗保险缴费 = 2101101 + 2101102', '30110 medical insurance = 2101101 + 2101102'),
    ('30111', '2101103', '30111 公务员医疗补助 = 2101103', '30111 civil-service medical subsidy = 2101103'),
    ('30113', '2210201', '30113 住房公积金 = 2210201', '30113 housing fund = 2210201'),
    ('30102', '2210202', '30102 津贴补贴 ≥ 2210202 + 2210203', '30102 allowances ≥ 2210202 + 2210203'),
    ('30102', '2210203', '30102 津贴补贴 ≥ 2210202 + 2210203', '30102 allowances ≥ 2210202 + 2210203')
),

economic as (
    select distinct economic_code, place, place_en from booked
),

found as (
    select l.*, e.place, e.place_en, 'left' as side
    from {{ ref('int_check_line') }} as l
    inner join economic as e on l.code = e.economic_code
    where l.table_type = 'general_budget_basic_expenditure' and l.measure = 'total'
    union all
    select l.*, b.place, b.place_en, 'right' as side
    from {{ ref('int_check_line') }} as l
    inner join booked as b on l.code = b.function_code
    where l.table_type = 'general_budget_expenditure' and l.measure = 'basic_expenditure'
),

terms as (
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
)
{{ balance(
    'BX-12', '基本支出表（经济分类）', '一般公共预算支出表（功能科目）的基本支出',
    'basic expenditure table (economic class)', 'basic expenditure in the general budget table (function)',
    at_least_when="contains(place, '≥')"
) }}
