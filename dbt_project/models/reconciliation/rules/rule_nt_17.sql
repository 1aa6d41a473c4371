-- NT-17: function items that the list of terms explains are in the expenditure table
with term as (
    select
        disclosure_id,
        evidence_id,
        block_index,
        regexp_replace(regexp_replace(
            unnest(regexp_extract_all(
                replace(replace(regexp_replace(text, '\s', '', 'g'), '（', '('), '）', ')'), '\(款\)([^()、，。；：“”]{2,30})\(项\)', 1
            )), '^[-—:：]+', ''
        ), '支出$', '') as name
    from {{ ref('int_check_block') }}
    where block_kind = 'paragraph' and regexp_matches(section, '名词解释|名称解释|术语|专业名词')
),

printed as (
    select distinct disclosure_id, regexp_replace({{ name_key('row_label') }}, '支出$', '') as name
    from {{ ref('int_check_line') }}
    where
        table_type in ('expenditure_detail', 'general_budget_expenditure', 'gov_fund_expenditure', 'state_capital_expenditure')
        and code_scheme = 'function'
),

known as (
    select term.*, printed.name is not null as is_printed
    from term
    left join printed on term.disclosure_id = printed.disclosure_id and term.name = printed.name
),

judged as (
    select
        disclosure_id, name as place, name as place_en, [evidence_id] as line_ids, 'fail' as verdict,
        '名词解释列有“' || name || '（项）”，支出总表没有这一科目' as note_zh,
        'explained among the terms, but not in the expenditure table' as note_en
    from known
    where not is_printed
    union all
    select
        disclosure_id, '' as place, '' as place_en, []::varchar[] as line_ids, 'pass' as verdict,
        count(*) || ' 个科目（项）都在表中' as note_zh, 'all ' || count(*) || ' items stand in the tables' as note_en
    from known
    group by disclosure_id
    having bool_and(is_printed)
)
{{ verdict('NT-17', '名词解释的科目', '支出总表的科目', 'items explained', 'items of the table') }}
