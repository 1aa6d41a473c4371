-- B09-02: a table without figures says so below it; a table with figures does not; the note names its own budget
-- The text may say so instead of the table; without any text at hand nothing is said against the unit. A table that
-- prints noughts counts as empty too, but the note below it is not handed on by the conform room: not judged.
with said as (
    select
        disclosure_id,
        bool_or(regexp_matches(text, '(没有|无|未|不涉及|不使用|不安排).{0,30}政府性基金|政府性基金.{0,40}(没有|无|未|不涉及|空表|[^\d.]0(\.0+)?万?元|为零|为0)')) as says_fund,
        bool_or(regexp_matches(text, '(没有|无|未|不涉及|不使用|不安排).{0,30}国有资本|国有资本.{0,40}(没有|无|未|不涉及|空表|[^\d.]0(\.0+)?万?元|为零|为0)')) as says_state,
        bool_or(regexp_matches(text, '(没有|无|未|不涉及).{0,30}购买服务|购买服务.{0,40}(没有|无|未|不涉及|空表|[^\d.]0(\.0+)?万?元|为零|为0)')) as says_service,
        count(*) filter (where block_kind = 'paragraph') >= 10 as has_text
    from {{ ref('int_check_block') }}
    group by disclosure_id
),

one_table as (
    select
        t.disclosure_id,
        t.title,
        t.table_type,
        coalesce(t.empty_note, '') as note,
        t.is_empty,
        coalesce(max(l.amount_yuan), 0) = 0 and coalesce(min(l.amount_yuan), 0) = 0 as is_all_zero,
        count(l.line_id) as lines,
        coalesce(list(l.line_id order by l.line_id) filter (where l.line_id is not null), []) as line_ids
    from {{ ref('int_check_found') }} as t
    left join {{ ref('int_line_item') }} as l using (document_id, table_index)
    where
        t.is_preferred
        and t.table_type in ('gov_fund_expenditure', 'state_capital_expenditure', 'service_purchase')
    group by all
),

judged as (
    select
        one_table.*,
        coalesce(said.has_text, false) as has_text,
        coalesce(
            case table_type
                when 'gov_fund_expenditure' then said.says_fund
                when 'state_capital_expenditure' then said.says_state
                else said.says_service
            end,
            false
        ) as is_said,
        case
            -- A note that names a budget must name the table's own.
            when not regexp_matches(note, '政府性基金|国有资本|购买服务|购买社会服务|一般公共预算') then true
            when table_type = 'gov_fund_expenditure' then regexp_matches(note, '政府性基金')
            when table_type = 'state_capital_expenditure' then regexp_matches(note, '国有资本')
            else regexp_matches(note, '购买服务|购买社会服务')
        end as is_own_note
    from one_table
    left join said using (disclosure_id)
    -- Figures that were printed but not read leave nothing to judge.
    where is_empty or lines > 0
)

select
    {{ verdict_columns('B09-02', '表内数据', '空表说明', 'figures of the table', 'note that the table is empty') }},
    disclosure_id,
    title as place,
    title as place_en,
    null::decimal(20, 2) as left_yuan,
    null::decimal(20, 2) as right_yuan,
    null::decimal(20, 2) as step_yuan,
    null::varchar as money_unit,
    line_ids,
    false as has_repair,
    case
        when is_all_zero and note = '' and not is_empty then 'cannot_tell'
        when is_all_zero and note = '' and is_said then 'pass'
        when is_all_zero and note = '' and not has_text then 'cannot_tell'
        when is_all_zero and note = '' then 'fail'
        when not is_all_zero and note <> '' then 'fail'
        when note <> '' and not is_own_note then 'fail'
        else 'pass'
    end as verdict,
    case
        when is_all_zero and note = '' and not is_empty then '表中只有 0，表下有没有空表说明未读出，暂不判断'
        when is_all_zero and note = '' and is_said then '空表，说明文字中已写明'
        when is_all_zero and note = '' and not has_text then '空表，表下没有说明，而说明文字不在这些文件中，暂不判断'
        when is_all_zero and note = '' then '表中没有数据，表下和说明文字中都没有空表说明'
        when not is_all_zero and note <> '' then '表中有数据，表下却说是空表：' || note
        when note <> '' and not is_own_note then '空表说明说的不是这张表：' || note
        when is_all_zero then '空表，且有说明：' || note
        else '有数据，没有空表说明'
    end as note_zh,
    case
        when is_all_zero and note = '' and not is_empty
            then 'the table prints noughts only; whether a note says that it is empty was not read; not judged'
        when is_all_zero and note = '' and is_said then 'empty, as the text says'
        when is_all_zero and note = '' and not has_text
            then 'empty, without a note; the text is not among these files; not judged'
        when is_all_zero and note = '' then 'the table has no figures, and neither a note nor the text says so'
        when not is_all_zero and note <> '' then 'the table has figures but a note calls it empty: ' || note
        when note <> '' and not is_own_note then 'the note speaks of another budget: ' || note
        when is_all_zero then 'empty, with a note: ' || note
        else 'has figures and no such note'
    end as note_en
from judged
