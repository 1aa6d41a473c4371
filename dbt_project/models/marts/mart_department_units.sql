with figure as (
    select
        series.*,
        unit.department_unit_id
    from {{ ref('mart_series') }} as series
    inner join {{ ref('int_unit') }} as unit using (unit_id)
    where series.published_yuan is not null
),
department as (
    select * from figure where report_level = 'department'
),
member as (
    -- A unit of the department, or the department's own 本级 disclosed under its name at unit level.
    select
        department.unit_id as department_unit_id,
        figure.fiscal_year,
        figure.kind,
        figure.series_measure,
        count(*) as unit_count,
        sum(figure.published_yuan) as units_yuan
    from department
    inner join figure
        on department.unit_id = figure.department_unit_id
        and department.fiscal_year = figure.fiscal_year
        and department.kind = figure.kind
        and department.series_measure = figure.series_measure
        and figure.report_level <> 'department'
    group by all
)
select
    member.department_unit_id,
    department.unit_name as department_name,
    member.fiscal_year,
    member.kind,
    member.series_measure,
    department.series_measure_zh,
    department.published_yuan as department_yuan,
    member.unit_count,
    member.units_yuan::decimal(20, 2) as units_yuan,
    (department.published_yuan - member.units_yuan)::decimal(20, 2) as difference_yuan,
    case
        when department.published_yuan = member.units_yuan then 'equal'
        when department.published_yuan > member.units_yuan then 'units_missing'
        else 'exceeds'
    end as state
from member
inner join department
    on member.department_unit_id = department.unit_id
    and member.fiscal_year = department.fiscal_year
    and member.kind = department.kind
    and member.series_measure = department.series_measure
