-- B08-03 (extraction guard): are the figures of the three-public table amounts at all?
-- A total outside 0–100,000 万元, a bare year, or a row of small whole numbers (column numbers) is a misreading.
with row_of as (
    select
        disclosure_id,
        table_key,
        row_number,
        max(row_name) as row_name,
        max(amount_yuan) filter (where measure = 'three_public_total') as total_yuan,
        coalesce(max(amount_yuan) > 1000000000 or min(amount_yuan) < 0, false) as is_out_of_scale,
        bool_or(regexp_matches(amount_text, '^(199\d|20[0-2]\d|203[0-5])$')) as has_bare_year,
        count(*) >= 4
        and count(distinct amount_text) = count(*)
        and bool_and(regexp_matches(amount_text, '^([1-9]|1[0-2])$')) as is_column_numbers,
        max(step_yuan) as step_yuan,
        max(money_unit) as money_unit,
        bool_or(quality = 'repaired') as has_repair,
        list(line_id order by line_id) as line_ids
    from {{ ref('int_check_line') }}
    where table_type = 'three_public'
    group by disclosure_id, table_key, row_number
)

select
    {{ verdict_columns('B08-03', '“三公”经费合计', '0 至 10 亿元', 'three public expenses', '0 to 1 billion yuan') }},
    disclosure_id,
    row_name as place,
    row_name as place_en,
    total_yuan::decimal(20, 2) as left_yuan,
    null::decimal(20, 2) as right_yuan,
    step_yuan,
    money_unit,
    line_ids,
    has_repair,
    case when is_out_of_scale or has_bare_year or is_column_numbers then 'fail' else 'pass' end as verdict,
    case
        when is_column_numbers then '这一行像是栏次号，不是金额'
        when has_bare_year then '有一格像是年份，不是金额'
        when is_out_of_scale then '金额超出合理范围，可能读错金额单位'
        else '各格都是合理的金额'
    end as note_zh,
    case
        when is_column_numbers then 'the row looks like column numbers, not amounts'
        when has_bare_year then 'a cell looks like a year, not an amount'
        when is_out_of_scale then 'an amount is out of scale: the unit of money may have been misread'
        else 'every cell is a plausible amount'
    end as note_en
from row_of
