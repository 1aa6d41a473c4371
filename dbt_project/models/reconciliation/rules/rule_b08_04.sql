-- B08-04: meetings and training, where the table prints them, are not part of the three public expenses
with row_of as (
    select
        disclosure_id,
        table_key,
        row_number,
        max(row_name) as row_name,
        sum(amount_yuan) filter (where measure = 'three_public_total') as total_yuan,
        sum(amount_yuan) filter (where measure in ('overseas_travel', 'official_vehicles', 'official_reception'))
            as parts_yuan,
        coalesce(sum(amount_yuan) filter (where measure in ('meeting_fee', 'training_fee')), 0) as others_yuan,
        bool_or(measure in ('meeting_fee', 'training_fee')) as has_others,
        max(step_yuan) as step_yuan,
        max(money_unit) as money_unit,
        bool_or(quality = 'repaired') as has_repair,
        list(line_id order by line_id) as line_ids
    from {{ ref('int_check_line') }}
    where table_type = 'three_public'
    group by disclosure_id, table_key, row_number
),

judged as (
    select
        *,
        case
            when total_yuan is null or parts_yuan is null then 'not_applicable'
            when others_yuan = 0 or abs(total_yuan - parts_yuan) <= 2 * step_yuan then 'pass'
            when abs(total_yuan - parts_yuan - others_yuan) <= 3 * step_yuan then 'fail'
            else 'not_applicable'
        end as verdict
    from row_of
    where has_others
)

select
    {{ verdict_columns(
        'B08-04', '“三公”经费合计', '三项之和（不含会议费、培训费）',
        'three public expenses', 'sum of the three, without meetings and training'
    ) }},
    disclosure_id,
    row_name as place,
    row_name as place_en,
    total_yuan::decimal(20, 2) as left_yuan,
    parts_yuan::decimal(20, 2) as right_yuan,
    step_yuan,
    money_unit,
    line_ids,
    has_repair,
    verdict,
    case verdict
        when 'pass' then '会议费、培训费没有计入“三公”经费合计'
        when 'fail' then '会议费、培训费被计入了“三公”经费合计'
        else '合计与三项之和另有出入，见 B08-01'
    end as note_zh,
    case verdict
        when 'pass' then 'meetings and training are not counted in the total'
        when 'fail' then 'meetings and training were counted in the total'
        else 'the total differs from the sum of the three in another way, see B08-01'
    end as note_en
from judged
