-- Divisions with the names of those above them. Grain: division.
select
    region.code as division_code,
    region.name,
    concat(
        coalesce(upper.name, ''),
        case when parent.name is distinct from upper.name then coalesce(parent.name, '') else '' end,
        region.name
    ) as full_name,
    region.level,
    region.region_type,
    region.parent_code
from {{ ref('regions') }} as region
left join {{ ref('regions') }} as parent on region.parent_code = parent.code
left join {{ ref('regions') }} as upper on parent.parent_code = upper.code
