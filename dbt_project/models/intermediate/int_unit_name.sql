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
spelled as (
    select * from official
    union all
    select * from alias
    union all
    select * from curated
)
select
    unit_id,
    unit_name,
    unit_code,
    division_code,
    source_id,
    valid_from_year,
    valid_to_year,
    {{ name_key('name') }} as name_key,
    min(name_rank) as name_rank
from spelled
where trim(name) <> ''
group by all
