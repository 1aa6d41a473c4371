-- NT-15: head counts of one paragraph add up; persons in post are not more than posts (quota posts apart)
-- 参公 is either a kind of its own or an of-which of 事业: the sum may hold it or not.
with person as (
    select *
    from (
        select *, count(*) over (partition by disclosure_id, block_index, status, category) as times
        from {{ ref('int_headcount') }}
        where status in ('authorised', 'in_post', 'retired')
    )
    -- A paragraph that states a kind twice speaks of several units.
    qualify max(times) over (partition by disclosure_id, block_index) = 1
),

total as (
    select disclosure_id, block_index, status, "count" as stated, headcount_key
    from person
    where category = 'total'
),

part as (
    select
        disclosure_id, block_index, status,
        sum("count") as everybody,
        sum("count") filter (where category <> 'civil_service_managed') as without_managed,
        count(*) as parts,
        list(headcount_key order by headcount_key) as line_ids
    from person
    where category in ('administrative', 'institution', 'quota', 'civil_service_managed', 'leave_retired', 'retired_staff', 'retired')
    group by disclosure_id, block_index, status
    having count(*) >= 2
),

added as (
    select
        disclosure_id,
        case status when 'authorised' then '编制' when 'in_post' then '在职' else '离退休' end as place,
        replace(status, '_', ' ') as place_en,
        stated::double as left_value,
        case when stated = without_managed then without_managed else everybody end::double as right_value,
        list_prepend(headcount_key, line_ids) as line_ids,
        null as verdict, null as note_zh, null as note_en
    from total
    inner join part using (disclosure_id, block_index, status)
),

filled as (
    select
        post.disclosure_id,
        '在职与编制' as place,
        'in post and posts' as place_en,
        staff.stated::double as left_value,
        post.stated::double as right_value,
        [staff.headcount_key, post.headcount_key] as line_ids,
        case when staff.stated <= post.stated then 'pass' end as verdict,
        case when staff.stated <= post.stated then '在职 ' || staff.stated || ' 人，不多于编制 ' || post.stated || ' 人' end as note_zh,
        case when staff.stated <= post.stated then staff.stated || ' in post, not more than ' || post.stated || ' posts' end as note_en
    from total as post
    inner join total as staff using (disclosure_id, block_index)
    where post.status = 'authorised' and staff.status = 'in_post'
),

compared as (
    select *, 0 as step_value, 0 as tolerance_value
    from (select * from added union all select * from filled)
)
{{ value_rule(
    'NT-15', 'person', '所述人数', '各类之和（编制）', 'as stated', 'sum of the kinds (posts)', columns=['verdict', 'note_zh', 'note_en']
) }}
