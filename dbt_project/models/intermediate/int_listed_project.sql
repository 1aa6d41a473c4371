-- Projects with their budget of the year, from the best list a disclosure has: the project table's records, its
-- rows, or the application forms. Grain: disclosure × project code × project name.
with record as (
    select
        disclosure_id,
        'project_table' as listed_in,
        1 as choice,
        coalesce(project_code, '') as project_code,
        project_name,
        min(project_class) as project_class,
        min(code_year) as code_year,
        min(executing_unit) as executing_unit,
        sum(annual_budget_yuan) as annual_budget_yuan
    from {{ ref('int_project') }}
    where found_table_type = 'project_expenditure'
    group by disclosure_id, coalesce(project_code, ''), project_name
),
line as (
    -- Rows below a unit's row are its projects; a unit's own row is no leaf.
    select
        line.disclosure_id,
        'project_table' as listed_in,
        2 as choice,
        coalesce(line.project_code, '') as project_code,
        coalesce(line.project_name, line.row_label) as project_name,
        'unknown' as project_class,
        null::bigint as code_year,
        min(parent.row_label) as executing_unit,
        sum(line.amount_yuan) as annual_budget_yuan
    from {{ ref('int_line_item') }} as line
    left join (
        select distinct document_id, table_index, row_number, row_label
        from {{ ref('int_line_item') }}
        where table_type = 'project_expenditure'
    ) as parent
        on line.document_id = parent.document_id
        and line.table_index = parent.table_index
        and line.parent_row_number = parent.row_number
    where line.is_preferred
        and line.table_type = 'project_expenditure'
        and line.measure = 'total'
        and line.is_leaf
        and not line.is_total
        and coalesce(line.project_name, line.row_label) <> ''
        and {{ is_own_figure('line') }}
    group by line.disclosure_id, coalesce(line.project_code, ''), coalesce(line.project_name, line.row_label)
),
form as (
    select
        disclosure_id,
        'form' as listed_in,
        3 as choice,
        coalesce(project_code, '') as project_code,
        project_name,
        min(project_class) as project_class,
        min(code_year) as code_year,
        min(executing_unit) as executing_unit,
        max(annual_budget_yuan) as annual_budget_yuan
    from {{ ref('int_project') }}
    where found_table_type = 'performance_target'
    group by disclosure_id, coalesce(project_code, ''), project_name
)
select * exclude (choice)
from (
    select * from record
    union all
    select * from line
    union all
    select * from form
)
qualify choice = min(choice) over (partition by disclosure_id)
