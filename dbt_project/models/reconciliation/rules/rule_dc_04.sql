-- DC-04: the years in headings of the cover and in table titles are the fiscal year
-- 《》, dates of a day and spans of years are left out; a form may speak of its project's years.
with titled as (
    select
        t.disclosure_id,
        t.fiscal_year,
        t.title as text,
        {{ table_evidence('t') }} as evidence_id
    from {{ ref('int_check_found') }} as t
    where t.is_preferred and t.table_type not in ('other', 'performance_target')
    union all
    select disclosure_id, fiscal_year, text, evidence_id
    from {{ ref('int_check_block') }}
    where
        block_kind in ('heading', 'contents') and length(text) <= 60
        and regexp_matches(text, '(预算|决算)') and not regexp_matches(text, '较|比|与|增|减|完成|执行')
),

dated as (
    select
        *,
        regexp_extract(
            regexp_replace(text, '《[^》]*》|20\d\d年\d{1,2}月|20\d\d\s*[-—–至~]\s*20\d\d年?', '', 'g'), '(20[0-3]\d)\s*年', 1
        ) as year_text
    from titled
    where fiscal_year is not null
),

wrong as (
    select * from dated where year_text <> '' and year_text::integer <> fiscal_year
),

judged as (
    select
        disclosure_id, text as place, text as place_en, [evidence_id] as line_ids, 'fail' as verdict,
        '写的是 ' || year_text || ' 年，而本次公开的是 ' || fiscal_year || ' 年' as note_zh,
        'says ' || year_text || ', but the disclosure is for ' || fiscal_year as note_en
    from wrong
    union all
    select
        disclosure_id, '' as place, '' as place_en, []::varchar[] as line_ids, 'pass' as verdict,
        count(*) || ' 处年份都是 ' || max(fiscal_year) || ' 年' as note_zh,
        count(*) || ' years, all ' || max(fiscal_year) as note_en
    from dated
    where year_text <> '' and disclosure_id not in (select disclosure_id from wrong)
    group by disclosure_id
)
{{ verdict('DC-04', '标题年份', '公开年度', 'year of the title', 'fiscal year') }}
