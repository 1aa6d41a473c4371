-- B09-03: the government-fund and state-capital tables hold codes of their own budget
-- Codes outside the known ranges are only held against the unit when 一般公共预算支出表 prints the same code.
with line as (
    select
        disclosure_id,
        table_key,
        table_type,
        row_number,
        max(row_name) as row_name,
        max(code) as code,
        max(step_yuan) as step_yuan,
        max(money_unit) as money_unit,
        list(line_id order by line_id) as line_ids,
        max(amount_yuan) filter (where measure = 'total') as total_yuan
    from {{ ref('int_check_line') }}
    where
        table_type in ('gov_fund_expenditure', 'state_capital_expenditure')
        and code_scheme = 'function' and length(code) >= 5 and not has_children
    group by disclosure_id, table_key, table_type, row_number
),

general as (
    select distinct disclosure_id, code
    from {{ ref('int_check_line') }}
    where table_type = 'general_budget_expenditure' and code_scheme = 'function'
),

judged as (
    select
        line.*,
        case
            when table_type = 'state_capital_expenditure' then regexp_matches(code, '^(223|20804)')
            else regexp_matches(
                code,
                '^(20610|20707|20709|20710|20822|20823|20829|2116[01]|212(0[78]|1[0-9])|213(6[6-9]|7[0-9])|'
                || '214(6[0-9]|7[0-9])|21562|21660|220(06|61)|22904|22908|22960|2310[45]|2320[45]|2330[45]|234)'
            )
        end as is_own_code,
        general.code is not null as is_general_code
    from line
    left join general using (disclosure_id, code)
)

select
    {{ verdict_columns('B09-03', '科目', '本预算的科目', 'function code', 'codes of this budget') }},
    disclosure_id,
    row_name as place,
    row_name as place_en,
    total_yuan::decimal(20, 2) as left_yuan,
    null::decimal(20, 2) as right_yuan,
    step_yuan,
    money_unit,
    line_ids,
    false as has_repair,
    case when is_own_code then 'pass' when is_general_code then 'fail' else 'cannot_tell' end as verdict,
    case
        when is_own_code then '科目属于本预算'
        when is_general_code then '这是一般公共预算科目（一般公共预算支出表也有），不应出现在本表'
        else '科目不在已知的本预算科目范围内，暂不判断'
    end as note_zh,
    case
        when is_own_code then 'the code belongs to this budget'
        when is_general_code then 'a code of the general public budget (printed in its table too) stands in this table'
        else 'the code is not in the known ranges of this budget; not judged'
    end as note_en
from judged
