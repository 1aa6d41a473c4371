-- B02-05 (extraction guard): every data row has as many figures as the header has columns
-- Rows with surplus fields are fine once they were repaired by arithmetic; unrepaired ones make the table doubtful.
select
    {{ verdict_columns('B02-05', '数值格数', '表头列数', 'figures in the row', 'columns of the header') }},
    disclosure_id,
    title as place,
    title as place_en,
    null::decimal(20, 2) as left_yuan,
    null::decimal(20, 2) as right_yuan,
    null::decimal(20, 2) as step_yuan,
    null::varchar as money_unit,
    []::varchar[] as line_ids,
    repaired_rows > 0 as has_repair,
    case when surplus_fields > repaired_rows then 'fail' else 'pass' end as verdict,
    case
        when surplus_fields > repaired_rows
            then (surplus_fields - repaired_rows) || ' 行的数值格数多于表头列数，无法确定各数属于哪一列'
        when surplus_fields > 0 then surplus_fields || ' 行多出的数值格已按勾稽关系修复'
        else '每行的数值格数都与表头相符'
    end as note_zh,
    case
        when surplus_fields > repaired_rows
            then (surplus_fields - repaired_rows) || ' row(s) have more figures than columns; which column they belong to is unknown'
        when surplus_fields > 0 then surplus_fields || ' row(s) had surplus figures, repaired by arithmetic'
        else 'every row has as many figures as columns'
    end as note_en
from {{ ref('int_check_found') }}
where is_preferred and table_type = 'income_detail' and not is_empty
