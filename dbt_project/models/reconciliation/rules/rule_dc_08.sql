-- DC-08: published within 20 days of approval, where the register knows both days
with register as (
    select
        s.disclosure_id,
        e.approved_on,
        e.due_on,
        e.published_on,
        e.days_late
    from {{ ref('int_check_subject') }} as s
    inner join {{ ref('stg_collect__expected_disclosures') }} as e
        on s.unit_id = e.unit_id and s.fiscal_year = e.fiscal_year and s.kind = e.kind
    where e.published_on is not null and e.due_on is not null
    qualify row_number() over (partition by s.disclosure_id order by e.published_on) = 1
),

judged as (
    select
        disclosure_id,
        '' as place,
        '' as place_en,
        []::varchar[] as line_ids,
        case when published_on > due_on then 'fail' else 'pass' end as verdict,
        published_on || ' 公开，应不晚于 ' || due_on as note_zh,
        'published on ' || published_on || ', due on ' || due_on as note_en
    from register
)
{{ verdict('DC-08', '公开日', '应公开日', 'published on', 'due on') }}
