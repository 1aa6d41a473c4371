-- PF-16 (hint): 预算13表 and 附件13 name the same table
with numbered as (
    select
        t.disclosure_id,
        t.table_type,
        t.title,
        {{ table_evidence('t') }} as evidence_id,
        regexp_extract(e.preamble, '预算(\d+)表', 1) as form_number,
        regexp_extract(e.preamble, '附件(\d+)', 1) as annex_number
    from {{ ref('int_check_found') }} as t
    inner join {{ ref('stg_extract__extracted_tables') }} as e using (document_id, table_index)
    where t.is_preferred
),

judged as (
    select
        form.disclosure_id,
        form.form_number as place,
        form.form_number as place_en,
        [form.evidence_id, annex.evidence_id] as line_ids,
        case when form.table_type = annex.table_type then 'pass' else 'fail' end as verdict,
        '预算' || form.form_number || '表是“' || form.title || '”，附件' || annex.annex_number || '是“' || annex.title || '”' as note_zh,
        'form ' || form.form_number || ' is ' || form.title || ', annex ' || annex.annex_number || ' is ' || annex.title as note_en
    from numbered as form
    inner join numbered as annex on form.disclosure_id = annex.disclosure_id and form.form_number = annex.annex_number
    where form.form_number <> ''
    qualify row_number() over (partition by form.disclosure_id, form.form_number order by annex.evidence_id) = 1
)
{{ verdict('PF-16', '预算表编号', '附件编号', 'form number', 'annex number') }}
