-- PF-10: last year's figures of the overall form = what the narrative's amounts and changes imply
-- 运转类 also holds projects; it is compared with 公用经费 only where personnel + operation equal basic expenditure.
with line as (
    select
        *,
        document_id || '-' || table_index as table_key
    from {{ ref('int_line_item') }}
    where is_preferred and table_type = 'overall_performance' and amount_yuan is not null
        and amount_year = fiscal_year - 1
),

implied as (
    select *
    from {{ ref('int_check_claim') }}
    where
        prior_yuan is not null and is_own_year and kind = 'budget'
        and scope in ('all_funds', 'fiscal_appropriation', 'general_budget')
        and subject in ('total_budget', 'total_expenditure', 'basic_expenditure', 'operating_expenditure', 'project_expenditure')
),

wanted (item, subject, zh, en) as (
    values
    ('expenditure_total', 'total', '上年支出合计', 'total expenditure of last year'),
    ('personnel_projects', 'basic_expenditure', '上年人员类 + 运转类与基本支出', 'personnel + operation and basic expenditure'),
    ('operation_projects', 'basic_expenditure', '上年人员类 + 运转类与基本支出', 'personnel + operation and basic expenditure'),
    ('operation_projects', 'operating_expenditure', '上年运转类与公用经费', 'operation and operating expenditure'),
    ('specific_projects', 'project_expenditure', '上年特定目标类与项目支出', 'specific projects and project expenditure')
),

stated as (
    select
        *,
        case when subject in ('total_budget', 'total_expenditure') then 'total' else subject end as target
    from implied
    -- The first statement of each: later ones are NT-02's business.
    qualify row_number() over (partition by disclosure_id, target order by block_index, claim_id) = 1
),

terms as (
    select
        {{ term('left', "wanted.subject", 'wanted.zh', 'wanted.en', alias='line') }}
    from line
    inner join wanted using (item)
    inner join stated on line.disclosure_id = stated.disclosure_id and wanted.subject = stated.target
    union all
    select
        {{ claim_term('right', 'target', amount='prior_yuan') }}
    from stated
    where disclosure_id in (select disclosure_id from line)
)
{{ balance(
    'PF-10', '整体绩效表的上年数', '说明推出的上年数', 'last year in the overall form', 'last year as the narrative implies'
) }}
