-- Short names that a publisher gives itself: 北京市发展和改革委员会（以下简称市发改委）. Grain: publisher × short
-- name, where no other publisher of the division uses it. Nothing else makes an abbreviation a name.
with told as (
    select
        document.document_id,
        document.unit_name,
        {{ unit_key('document.unit_name') }} as unit_key,
        block.page,
        regexp_extract(
            {{ name_key('block.text') }},
            regexp_escape({{ name_key('document.unit_name') }}) || '\((?:以下|下文)?简称[:：]?[“"‘]?([^”"’)]{2,20})', 1
        ) as short_name
    from {{ ref('stg_extract__blocks') }} as block
    inner join {{ ref('stg_conform__documents') }} as document using (document_id)
    where contains(block.text, '简称') and document.unit_name <> ''
),
opened as (
    select
        told.*,
        starts_with(told.unit_key, '中共') as is_party,
        region.customary,
        substr(regexp_replace(told.unit_key, '^中共', ''), length(region.spelling) + 1) as local_name
    from told
    left join {{ ref('int_region_spelling') }} as region
        on left(regexp_replace(told.unit_key, '^中共', ''), 2) = region.opening
        and starts_with(regexp_replace(told.unit_key, '^中共', ''), region.spelling)
        and region.division_code is not null
    where told.short_name <> ''
    qualify row_number() over (
        partition by told.document_id, told.short_name order by length(region.spelling) desc nulls last
    ) = 1
),
keyed as (
    select
        *,
        -- 市发改委 of a publisher of 北京市 is 北京市发改委. Without a division a short name is known, and is no key.
        case when is_party and regexp_matches(short_name, '^[省市区县]委') then '中共' else '' end
        || customary
        || regexp_replace(short_name, '^[省市区县]', '') as short_key,
        coalesce(case when is_party then '中共' else '' end || customary || local_name, unit_key) as canonical_key
    from opened
)
select
    short_name,
    min(short_key) as short_key,
    canonical_key,
    min(unit_name) as unit_name,
    min(document_id) as document_id,
    arg_min(page, document_id) as page
from keyed
where short_key is distinct from canonical_key
group by short_name, canonical_key
qualify min(short_key) is null or count(*) over (partition by min(short_key)) = 1
