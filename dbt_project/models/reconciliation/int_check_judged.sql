{{ config(materialized='table') }}
-- The judge: difference, tolerance and outcome of every rule at every place, and one row for every rule that had
-- nothing to say. Grain: result.
-- Tolerances: 0 exact; R1 one step of the last printed digit (two prints of one figure); RS(n) half a step for every
-- printed figure that takes part; CU 0.01 万元 (元 against 万元). Sides that are not money (a rate, a year, a number
-- of persons) come in `left_value` and `right_value`: half of the printed step is equality, and the rule says how
-- far the rounding of what the value is computed from may carry (`tolerance_value`).
-- A row that is not published is missing from every column and every table that counts it: a total larger than its rows
-- is cannot_tell where the same gap shows in another sum or in another column of its row; a gap that shows once is a
-- wrong figure.
-- A failed guard is doubt about the extraction, not a fault of the unit: it comes out as cannot_tell, and so does
-- any difference on a table of which cells failed. A rule about one table doubts only the table its figures stand in,
-- not others of the same kind.
with doubtful_table as (
    select left(document_id, 12) || '-t' || lpad(table_index::varchar, 2, '0') as prefix
    from {{ ref('int_table') }}
    where cells_failed > 0
),

measured as (
    select
        r.*,
        r.left_yuan - r.right_yuan as difference_yuan,
        abs(r.left_value - r.right_value) as gap_value,
        case o.tolerance_kind
            when '0' then 0
            when 'R1' then r.step_yuan
            when 'RS(n)' then 0.5 * r.step_yuan * (r.addends + 1)
            when 'CU' then greatest(100, r.step_yuan)
        end::decimal(20, 2) as tolerance_yuan,
        o.scope,
        o.is_owed,
        o.title_zh,
        o.title_en,
        o.severity,
        case
            when o.is_doubtful and o.scope = 'table' and len(list_filter(r.line_ids, lambda id: id is not null)) > 0
                then list_has_any(
                    list_transform(r.line_ids, lambda id: regexp_extract(id, '^(.*-t\d+)-r', 1)),
                    (select coalesce(list(prefix), []) from doubtful_table)
                )
            else o.is_doubtful
        end as is_doubtful,
        o.obstacle,
        o.verdict as obstacle_verdict,
        o.reason_zh,
        o.reason_en
    from {{ ref('int_rule_result') }} as r
    inner join {{ ref('int_check_obligation') }} as o
        on r.disclosure_id = o.disclosure_id and r.rule_id = o.rule_id
    -- Without the tables it needs a rule has nothing to say, whatever its other tables hold.
    where coalesce(o.obstacle, '') not in ('scope', 'absent', 'empty') or r.verdict = 'error'
),

gap as (
    select disclosure_id, rule_id, place, line_ids[1] as line_id, difference_yuan, step_yuan
    from measured
    where verdict = 'rows_missing'
),

repeated_gap as (
    select distinct a.disclosure_id, a.line_id
    from gap as a
    inner join gap as b
        on
            a.disclosure_id = b.disclosure_id
            and a.line_id <> b.line_id
            and (
                abs(a.difference_yuan - b.difference_yuan) <= greatest(a.step_yuan, b.step_yuan)
                or regexp_replace(a.line_id, '-c\d+$', '') = regexp_replace(b.line_id, '-c\d+$', '')
            )
),

weighed as (
    select measured.* replace (
        case
            when verdict <> 'rows_missing' or is_repeated then verdict
        end as verdict,
        case when verdict is distinct from 'rows_missing' or is_repeated then note_zh end as note_zh,
        case when verdict is distinct from 'rows_missing' or is_repeated then note_en end as note_en
    )
    from (
        select
            measured.*,
            (disclosure_id, line_ids[1]) in (select disclosure_id, line_id from repeated_gap) as is_repeated
        from measured
    ) as measured
),

decided as (
    select
        *,
        case
            when verdict = 'error' then 'error'
            when obstacle = 'guard' and severity <> 'quarantine' then 'cannot_tell'
            when obstacle in ('unreadable', 'lost', 'several') and scope in ('cross', 'narrative') then 'cannot_tell'
            when verdict = 'fail' and (severity = 'quarantine' or is_doubtful) then 'cannot_tell'
            when verdict = 'rows_missing' then 'cannot_tell'
            when verdict is not null then verdict
            when gap_value <= coalesce(step_value, 0) / 2 + 1e-9 then 'pass'
            when gap_value <= coalesce(tolerance_value, 0) + 1e-9 then 'rounding'
            when gap_value is not null and is_doubtful then 'cannot_tell'
            when gap_value is not null then 'fail'
            when left_yuan is null or right_yuan is null then 'not_applicable'
            when difference_yuan = 0 then 'pass'
            when abs(difference_yuan) <= coalesce(tolerance_yuan, 0) then 'rounding'
            when is_doubtful then 'cannot_tell'
            else 'fail'
        end as outcome
    from weighed
),

worded as (
    select
        *,
        obstacle is not null and outcome = 'cannot_tell' and severity <> 'quarantine' as is_blocked,
        coalesce({{ money_text_zh('left_yuan', 'money_unit') }}, {{ value_text('left_value', 'value_unit', 'zh') }}) as left_zh,
        coalesce({{ money_text_zh('right_yuan', 'money_unit') }}, {{ value_text('right_value', 'value_unit', 'zh') }}) as right_zh,
        coalesce(left_yuan || ' yuan', {{ value_text('left_value', 'value_unit', 'en') }}) as left_en,
        coalesce(right_yuan || ' yuan', {{ value_text('right_value', 'value_unit', 'en') }}) as right_en,
        {{ money_text_zh('abs(difference_yuan)', 'money_unit') }} as difference_zh,
        {{ money_text_zh('tolerance_yuan', 'money_unit') }} as tolerance_zh
    from decided
),

spoken as (
    select
        disclosure_id,
        rule_id,
        coalesce(place, '') as place,
        coalesce(place_en, '') as place_en,
        outcome,
        severity,
        title_zh,
        title_en,
        coalesce(left_label, '') as left_label,
        coalesce(left_label_en, '') as left_label_en,
        left_yuan,
        coalesce(right_label, '') as right_label,
        coalesce(right_label_en, '') as right_label_en,
        right_yuan,
        difference_yuan,
        tolerance_yuan,
        step_yuan,
        coalesce(value_unit, '') as value_unit,
        left_value,
        right_value,
        is_owed,
        coalesce(list_filter(line_ids, lambda id: id is not null), []) as line_ids,
        case
            when outcome = 'error' then '规则运行出错：' || note_zh
            when is_blocked then reason_zh
            when note_zh is not null then note_zh
            when outcome = 'pass' and difference_yuan > 0
                then left_label || ' ' || left_zh || '，不少于' || right_label || ' ' || right_zh
            when outcome = 'pass' then left_label || ' ' || left_zh || ' = ' || right_label || ' ' || right_zh
            when gap_value is not null then left_label || ' ' || left_zh || '，' || right_label || ' ' || right_zh
                || case outcome
                    when 'rounding' then '，四舍五入可以解释'
                    when 'cannot_tell' then '；但表中有没能读出的单元格，暂不判断'
                    else ''
                end
            else left_label || ' ' || left_zh || '，' || right_label || ' ' || right_zh || '，相差 ' || difference_zh
                || case outcome
                    when 'rounding' then '，在四舍五入允许的 ' || tolerance_zh || '之内'
                    when 'cannot_tell' then '；但表中有没能读出的单元格，暂不判断'
                    when 'fail' then case when tolerance_yuan > 0 then '，超出四舍五入允许的 ' || tolerance_zh else '' end
                    else ''
                end
        end
        || case when has_repair and outcome <> 'error' then '（部分数字由提取程序按勾稽关系修复）' else '' end as say_zh,
        case
            when outcome = 'error' then 'the rule itself broke: ' || note_en
            when is_blocked then reason_en
            when note_en is not null then note_en
            when outcome = 'pass' and difference_yuan > 0
                then left_label_en || ' ' || left_en || ', not less than ' || right_label_en || ' ' || right_en
            when outcome = 'pass' then left_label_en || ' = ' || right_label_en || ' = ' || left_en
            when gap_value is not null then left_label_en || ' ' || left_en || ', ' || right_label_en || ' ' || right_en
                || case outcome
                    when 'rounding' then ', which rounding explains'
                    when 'cannot_tell' then '; some cells of the table could not be read, so this is not judged'
                    else ''
                end
            else left_label_en || ' ' || left_en || ', ' || right_label_en || ' ' || right_en || ', difference '
                || abs(difference_yuan) || ' yuan'
                || case outcome
                    when 'rounding' then ', within the ' || tolerance_yuan || ' yuan that rounding explains'
                    when 'cannot_tell' then '; some cells of the table could not be read, so this is not judged'
                    when 'fail' then ', more than the ' || tolerance_yuan || ' yuan that rounding explains'
                    else ''
                end
        end
        || case when has_repair and outcome <> 'error' then ' (some figures were repaired by arithmetic)' else '' end as say_en
    from worded
),

silent as (
    select
        o.disclosure_id,
        o.rule_id,
        '' as place,
        '' as place_en,
        o.verdict as outcome,
        o.severity,
        o.title_zh,
        o.title_en,
        '' as left_label,
        '' as left_label_en,
        null::decimal(20, 2) as left_yuan,
        '' as right_label,
        '' as right_label_en,
        null::decimal(20, 2) as right_yuan,
        null::decimal(20, 2) as difference_yuan,
        null::decimal(20, 2) as tolerance_yuan,
        null::decimal(20, 2) as step_yuan,
        '' as value_unit,
        null::double as left_value,
        null::double as right_value,
        o.is_owed,
        []::varchar[] as line_ids,
        o.reason_zh as say_zh,
        o.reason_en as say_en
    from {{ ref('int_check_obligation') }} as o
    where not exists (
        select 1 from spoken where spoken.disclosure_id = o.disclosure_id and spoken.rule_id = o.rule_id
    )
),

every as (
    select * from spoken
    union all
    select * from silent
),

numbered as (
    select
        *,
        row_number() over (partition by disclosure_id, rule_id, place order by line_ids, say_zh) as occurrence
    from every
)

select
    disclosure_id || '/' || rule_id
    || case when place = '' then '' else '/' || place end
    || case when occurrence > 1 then '#' || occurrence else '' end as result_id,
    * exclude (say_zh, say_en, occurrence),
    title_zh || '：' || case when place = '' then '' else place || '：' end || rtrim(say_zh, '。') || '。' as message_zh,
    title_en || ': ' || case when place_en = '' then '' else place_en || ': ' end || rtrim(say_en, '.。') || '.' as message_en
from numbered
