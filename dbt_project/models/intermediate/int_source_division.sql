-- Sources of one division: their documents may leave the division out of a name, or write it short. Grain: source.
select
    source.source_id,
    min(source.division_code) as division_code,
    min(region.customary) as customary
from {{ ref('stg_collect__source_units') }} as source
inner join {{ ref('int_region') }} as place using (division_code)
inner join {{ ref('int_region_spelling') }} as region on place.full_name = region.spelling
group by source.source_id
having count(distinct source.division_code) = 1
