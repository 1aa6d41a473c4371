-- B11-04: Σ general public budget of the specific projects (T) = project expenditure of the general budget table
-- Where no project carries a class letter the table lists projects only, and all of them count.
with project as (
    select
        *,
        bool_or(project_class <> '') over (partition by disclosure_id) as has_classes,
        bool_or(project_class = '') over (partition by disclosure_id) as has_unclassed
    from {{ ref('int_check_line') }}
    where
        table_type = 'project_expenditure'
        and not has_children and not is_grand_total
        and (code_scheme = 'project' or project_code is not null)
),

terms as (
    select
        disclosure_id,
        'left' as side,
        '' as place_key,
        '' as place,
        '' as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        false as has_right
    from project
    where
        measure in ('current_general_budget', 'carryover_general_budget')
        and (project_class = 'T' or not has_classes)
        and not (has_classes and has_unclassed)
    union all
    {{ total_row('right', 'general_budget_expenditure', 'project_expenditure') }}
)
{{ balance(
    'B11-04', '特定目标类项目的一般公共预算之和', '一般公共预算支出表的项目支出',
    'general public budget of the specific projects', 'project expenditure of the general public budget table'
) }}
