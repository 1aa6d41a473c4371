-- How names of publishers begin: every way to write a division, and whether only one is written so. Grain: spelling.
-- 上海市普陀区 is one division, 普陀区 alone are two: such a spelling has no division.
with spelled as (
    select division_code, full_name as spelling from {{ ref('int_region') }}
    union
    select division_code, name from {{ ref('int_region') }} where level < 3 or length(name) >= 3
    union
    select region.division_code, concat(parent.name, region.name)
    from {{ ref('int_region') }} as region
    inner join {{ ref('int_region') }} as parent on region.parent_code = parent.division_code
)
select
    spelled.spelling,
    left(spelled.spelling, 2) as opening,
    count(distinct spelled.division_code) as division_count,
    case when count(distinct spelled.division_code) = 1 then min(spelled.division_code) end as division_code,
    list(distinct spelled.division_code) as division_codes,
    -- As a publisher of the division itself writes it: the county with its city, the city without its province.
    min(case when region.level = 3 then concat(parent.name, region.name) else region.name end) as customary
from spelled
inner join {{ ref('int_region') }} as region using (division_code)
left join {{ ref('int_region') }} as parent on region.parent_code = parent.division_code
group by spelled.spelling
