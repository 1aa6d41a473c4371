-- OT-03: where the three-public table is published without figures, the text states none either
-- Only a table that is known to be empty counts: nothing of it failed, and no other table of the kind was lost.
with emptied as (
    select
        t.disclosure_id,
        list({{ table_evidence('found') }} order by found.table_index) as tables
    from {{ ref('int_check_table') }} as t
    inner join {{ ref('int_table') }} as found
        on t.disclosure_id = found.disclosure_id and t.table_type = found.table_type and found.is_preferred
    where t.table_type = 'three_public' and t.state = 'empty'
    group by t.disclosure_id
),

judged as (
    select
        c.disclosure_id,
        c.place,
        c.place_en,
        list_append(e.tables, c.claim_id) as line_ids,
        case when c.amount_yuan = 0 then 'pass' else 'fail' end as verdict,
        case
            when c.amount_yuan = 0 then '“三公”经费支出表是空表，说明也没有数额'
            else '说明写有 ' || c.amount_text || '，“三公”经费支出表却没有数字'
        end as note_zh,
        case
            when c.amount_yuan = 0 then 'the three-public table is empty, and the text states nothing'
            else 'the text states ' || c.amount_text || ', and the three-public table has no figures'
        end as note_en
    from emptied as e
    inner join {{ ref('int_check_claim') }} as c using (disclosure_id)
    where
        c.scope = 'three_public' and c.subject = 'three_public_total' and c.item = '' and c.amount_yuan is not null
        -- The table of final accounts has a column for the budget as well.
        and (c.is_own_year or (c.kind = 'final' and contains(c.subject_text, '预算') and c.claim_year = c.fiscal_year))
)
{{ verdict('OT-03', '说明所述', '“三公”经费支出表', 'as stated', 'three-public table') }}
