-- NT-06: each project as stated = the project table (by name); a list of all of them adds up to project expenditure
with budget as (
    select *, {{ project_key('row_label') }} as project
    from {{ ref('int_check_line') }}
    where
        table_type = 'project_expenditure' and measure = 'total'
        and not has_children and not is_grand_total and row_label <> '' and project_class in ('T', '')
),

claimed as (
    select *, {{ project_key('item') }} as project
    from {{ ref('int_check_claim') }}
    where subject = 'project_budget' and amount_yuan is not null and is_own_year and item <> ''
),

-- One name may be longer than the other (区“民呼我应”平台服务器租赁服务 / 服务器租赁服务), but only one may fit.
pair as (
    select claimed.claim_id, budget.line_id
    from claimed
    inner join budget
        on
            claimed.disclosure_id = budget.disclosure_id
            and length(budget.project) >= 4 and length(claimed.project) >= 4
            and (contains(claimed.project, budget.project) or contains(budget.project, claimed.project))
    qualify count(*) over (partition by claimed.claim_id) = 1 and count(*) over (partition by budget.line_id) = 1
),

head as (
    select c.*
    from {{ ref('int_check_claim') }} as c
    where subject = 'project_expenditure' and amount_yuan is not null and is_own_year and item = ''
        and (disclosure_id, section) in (select disclosure_id, section from claimed)
    qualify count(*) over (partition by disclosure_id, section) = 1
),

listed as (
    select claimed.*
    from claimed
    inner join (
        select disclosure_id, count(*) as projects from budget group by disclosure_id
    ) as number using (disclosure_id)
    qualify count(*) over (partition by claimed.disclosure_id, claimed.section) = number.projects
),

terms as (
    select
        {{ claim_term('left', 'c.claim_id', 'c.item', 'c.item', alias='c') }}
    from pair inner join claimed as c using (claim_id)
    union all
    select
        {{ term('right', 'pair.claim_id', alias='l') }}
    from pair inner join {{ ref('int_check_line') }} as l using (line_id)
    union all
    select
        {{ claim_term('left', "section || '/sum'", "'项目之和'", "'sum of the projects'") }}
    from head
    where (disclosure_id, section) in (select disclosure_id, section from listed)
    union all
    select
        {{ claim_term('right', "section || '/sum'") }}
    from listed
    where (disclosure_id, section) in (select disclosure_id, section from head)
)
{{ balance('NT-06', '说明所述', '项目支出表（所列项目之和）', 'as stated', 'project table (sum of the projects)') }}
