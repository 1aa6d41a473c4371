-- B11-03: Σ personnel projects (R) = personnel expenditure, Σ operating (Y) = operating expenditure,
-- Σ specific (T) = project expenditure; where the table lists projects only, Σ all = project expenditure
with project as (
    select
        disclosure_id,
        project_class,
        bool_or(project_class in ('R', 'Y')) over (partition by disclosure_id) as has_all_spending,
        bool_or(project_class = '') over (partition by disclosure_id)
        and bool_or(project_class <> '') over (partition by disclosure_id) as is_mixed,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality
    from {{ ref('int_check_line') }}
    where
        table_type = 'project_expenditure'
        and measure = 'total'
        and not has_children and not is_grand_total
        and (code_scheme = 'project' or project_code is not null)
),

other as (
    select
        * exclude (project_class),
        case
            when table_type = 'expenditure_detail' then 'T'
            when measure = 'personnel_expenditure' then 'R'
            else 'Y'
        end as project_class
    from {{ ref('int_check_line') }}
    where
        is_summary_row
        and (
            (table_type = 'expenditure_detail' and measure = 'project_expenditure')
            or (
                table_type = 'general_budget_basic_expenditure'
                and measure in ('personnel_expenditure', 'operating_expenditure')
            )
        )
),

terms as (
    select
        disclosure_id,
        'left' as side,
        case when has_all_spending then project_class else 'T' end as place_key,
        case
            when not has_all_spending then '全部项目 = 支出总表项目支出'
            when project_class = 'R' then '人员类项目（R）= 基本支出表人员经费'
            when project_class = 'Y' then '公用经费项目（Y）= 基本支出表公用经费'
            else '特定目标类项目（T）= 支出总表项目支出'
        end as place,
        case
            when not has_all_spending then 'all projects = project expenditure'
            when project_class = 'R' then 'personnel projects (R) = personnel expenditure'
            when project_class = 'Y' then 'operating projects (Y) = operating expenditure'
            else 'specific projects (T) = project expenditure'
        end as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        false as has_right
    from project
    -- With some codes unread the sums by class mean nothing.
    where not is_mixed
    union all
    select
        o.disclosure_id,
        'right' as side,
        o.project_class as place_key,
        null as place,
        null as place_en,
        o.amount_yuan,
        o.step_yuan,
        o.line_id,
        o.money_unit,
        o.quality,
        true as is_needed,
        true as has_right
    from other as o
    where exists (
        select 1 from project as p
        where
            p.disclosure_id = o.disclosure_id
            and not p.is_mixed
            and (case when p.has_all_spending then p.project_class else 'T' end) = o.project_class
    )
)
{{ balance('B11-03', '项目之和', '他表同口径支出', 'sum of the projects', 'the same expenditure in the other table') }}
