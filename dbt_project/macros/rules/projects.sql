{#
CTEs `form` and `listed`: the project forms, and each form's project in the project table, found by its code or, where
the code is not listed, by its name.
#}
{% macro forms_and_projects() %}
form as (
    select *, {{ project_key('project_name') }} as project
    from {{ ref('int_project') }}
    where found_table_type = 'performance_target' and project_name <> ''
),

listed as (
    select
        *,
        {{ project_key('project_name') }} as project,
        count(*) over (partition by disclosure_id, {{ project_key('project_name') }}) as namesakes
    from {{ ref('int_project') }}
    where found_table_type = 'project_expenditure' and project_name <> ''
),

pair as (
    select
        form.disclosure_id,
        form.project_name,
        form.project_code,
        form.annual_budget_yuan,
        form.general_budget_yuan,
        form.unit_funds_yuan,
        form.project_key as form_key,
        form.annual_budget_line_id as form_line_id,
        listed.project_code as listed_code,
        listed.annual_budget_yuan as listed_budget_yuan,
        listed.general_budget_yuan as listed_general_yuan,
        listed.unit_funds_yuan as listed_unit_funds_yuan,
        listed.project_key as listed_key,
        listed.annual_budget_line_id as listed_line_id
    from form
    left join listed as same_code
        on form.disclosure_id = same_code.disclosure_id and form.project_code = same_code.project_code
    left join listed as same_name
        on
            form.disclosure_id = same_name.disclosure_id and form.project = same_name.project
            and same_name.namesakes = 1
    left join listed on listed.project_key = coalesce(same_code.project_key, same_name.project_key)
)
{% endmacro %}

{# CTE `budget`: the projects of the project table with their budgets, `project` being the name to match by. #}
{% macro project_budgets() %}
budget as (
    select
        *,
        {{ project_key('row_label') }} as project
    from {{ ref('int_check_line') }}
    where
        table_type = 'project_expenditure' and measure = 'total'
        and not has_children and not is_grand_total and row_label <> ''
)
{% endmacro %}
