-- Every spelling of a publisher that a register or a document uses, and what it comes to. Grain: spelling.
-- Two spellings with one `canonical_key` are one publisher. Folded: width and spaces, 中国共产党…委员会, 本级 in and
-- without brackets, the division before the name where only one division is written so, a short name that the
-- publisher gives itself. Never folded: a body and its own office (本级), other abbreviations, a county that several
-- cities have.
with spelled as (
    select unit_name as spelling from {{ ref('stg_conform__documents') }}
    union
    select unit_name_full from {{ ref('stg_conform__documents') }}
    union
    select unit_name from {{ ref('stg_collect__source_units') }}
    union
    select unnest(from_json(aliases, '["VARCHAR"]')) from {{ ref('stg_collect__source_units') }}
    union
    select unnest([unit_name, alias]) from {{ ref('unit_register') }}
),
keyed as (
    select
        spelling,
        {{ name_key('spelling') }} as name_key,
        {{ unit_key('spelling') }} as unit_key,
        regexp_replace(unit_key, '^中共', '') as body
    from spelled
    where trim(spelling) <> ''
),
opened as (
    select
        keyed.*,
        region.spelling as region_spelling,
        region.division_code,
        region.division_codes,
        region.customary,
        substr(keyed.body, length(region.spelling) + 1) as local_name
    from keyed
    left join {{ ref('int_region_spelling') }} as region
        on left(keyed.body, 2) = region.opening
        and starts_with(keyed.body, region.spelling)
        and length(keyed.body) > length(region.spelling)
    qualify row_number() over (partition by keyed.spelling order by length(region.spelling) desc nulls last) = 1
),
-- A division's 委 without 中共 is the Party's committee too: 江苏省委办公厅.
named as (
    select
        *,
        starts_with(unit_key, '中共')
        or (region_spelling is not null and starts_with(local_name, '委') and not starts_with(local_name, '委员会'))
            as is_party
    from opened
),
spelled_out as (
    select
        *,
        case when is_party then '中共' else '' end || coalesce(local_name, body) as local_key,
        case
            when division_code is not null
                then case when is_party then '中共' else '' end || customary || local_name
            else unit_key
        end as long_key
    from named
)
select
    spelled_out.spelling,
    spelled_out.name_key,
    spelled_out.unit_key,
    spelled_out.division_code,
    spelled_out.division_codes,
    spelled_out.region_spelling,
    -- Without the division: what a register of one division or a document of one source may write.
    spelled_out.local_key,
    coalesce(short.canonical_key, spelled_out.long_key) as canonical_key,
    spelled_out.region_spelling is not null and spelled_out.division_code is null as is_region_ambiguous,
    concat_ws(
        ', ',
        case when spelled_out.name_key <> spelled_out.spelling then 'width' end,
        case when contains(spelled_out.name_key, '中国共产党') then 'party' end,
        case when spelled_out.is_party and not starts_with(spelled_out.unit_key, '中共') then 'party implied' end,
        case
            when ends_with(spelled_out.unit_key, '(本级)') and not ends_with(spelled_out.name_key, '(本级)')
                then 'headquarters'
        end,
        case when regexp_matches(spelled_out.name_key, '汇总\)?$') then 'summary' end,
        case
            when spelled_out.division_code is not null and spelled_out.region_spelling <> spelled_out.customary
                then 'division'
        end,
        case when short.canonical_key is not null then 'short name stated' end
    ) as folded
from spelled_out
left join {{ ref('int_unit_short_name') }} as short
    on spelled_out.long_key = short.short_key
