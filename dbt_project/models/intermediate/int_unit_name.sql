-- Every name a registered or curated unit is known by. Grain: unit × spelling.
with official as (
    select unit_id, unit_name, unit_code, division_code, source_id, valid_from_year, valid_to_year,
        unit_name as name, 1 as name_rank
    from {{ ref('stg_collect__source_units') }}
),
alias as (
    select unit_id, unit_name, unit_code, division_code, source_id, valid_from_year, valid_to_year,
        unnest(from_json(aliases, '["VARCHAR"]')) as name, 2 as name_rank
    from {{ ref('stg_collect__source_units') }}
),
-- Publishers outside the sources that documents name in more than one way; years and evidence in the seed.
curated as (
    select register_id, unit_name, null::varchar, division_code, 'register' as source_id, from_year, to_year,
        unnest([unit_name, alias]) as name, 3 as name_rank
    from {{ ref('unit_register') }}
),
known as (
    select * from official
    union all
    select * from alias
    union all
    select * from curated
),
-- A register of one division may leave the division out; a document may write it. Both are one name.
keyed as (
    select
        known.*, spelling.canonical_key as unit_key, 0 as key_rank, spelling.division_code is not null as names_division
    from known
    inner join {{ ref('int_unit_spelling') }} as spelling on known.name = spelling.spelling
    union all
    select
        known.*,
        case when starts_with(spelling.local_key, '中共') then '中共' else '' end
        || region.customary
        || regexp_replace(spelling.local_key, '^中共', ''),
        1,
        true
    from known
    inner join {{ ref('int_unit_spelling') }} as spelling on known.name = spelling.spelling
    inner join {{ ref('int_region_spelling') }} as region on known.division_code = region.division_code
    inner join {{ ref('int_region') }} as place
        on known.division_code = place.division_code and region.spelling = place.full_name
    where spelling.division_code is null
)
select
    unit_id,
    unit_name,
    unit_code,
    division_code,
    source_id,
    valid_from_year,
    valid_to_year,
    unit_key,
    names_division,
    min(name_rank * 2 + key_rank) as name_rank
from keyed
group by all
