-- Every publisher, where it is, and the department whose figures hold its own. Grain: unit.
-- Inferred, and said so: the division from the name's beginning, the department from 本级 or from a longer name.
with registered as (
    select * from {{ ref('stg_collect__source_units') }}
),
met as (
    select
        unit_id,
        mode(unit_name order by document_id) as unit_name,
        min(division_code) as division_code,
        bool_or(report_level = 'department') as has_department_report
    from {{ ref('int_disclosure_document') }}
    group by unit_id
),
unit as (
    select
        unit_id,
        coalesce(registered.unit_name, met.unit_name) as unit_name,
        {{ unit_key('coalesce(registered.unit_name, met.unit_name)') }} as name_key,
        registered.unit_code,
        coalesce(registered.division_code, met.division_code) as division_code,
        registered.division_code is not null as is_division_registered,
        registered.division_name,
        registered.parent_unit_id,
        registered.unit_type,
        registered.valid_from_year,
        registered.valid_to_year,
        registered.unit_id is not null as is_registered,
        coalesce(met.has_department_report, false) as has_department_report
    from registered
    full outer join met using (unit_id)
),
above as (
    select
        unit.unit_id,
        arg_max(department.unit_id, length(department.name_key)) as department_unit_id,
        max(length(department.name_key)) as matched_length
    from unit
    inner join unit as department
        on department.has_department_report
        and unit.unit_id <> department.unit_id
        and length(department.name_key) >= 6
        and length(unit.name_key) > length(department.name_key)
        and starts_with(unit.name_key, department.name_key)
    group by unit.unit_id
)
select
    unit.* exclude (division_name, is_division_registered, has_department_report),
    coalesce(unit.division_name, region.full_name) as division_name,
    case
        when unit.is_division_registered then 'register'
        when unit.division_code is not null then 'name'
    end as division_basis,
    coalesce(unit.parent_unit_id, above.department_unit_id, unit.unit_id) as department_unit_id,
    case
        when unit.parent_unit_id is not null then 'register'
        when above.department_unit_id is null then 'self'
        when regexp_full_match(substr(unit.name_key, above.matched_length + 1), '\(?(机关)?本级\)?|\(?机关\)?')
            then 'headquarters'
        else 'name'
    end as department_basis
from unit
left join above using (unit_id)
left join {{ ref('int_region') }} as region
    on unit.division_code = region.division_code
