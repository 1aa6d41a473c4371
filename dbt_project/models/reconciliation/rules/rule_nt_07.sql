-- NT-07: as stated in one section, personnel = wages + subsidies to individuals, and basic = personnel + operating
with stated as (
    select *
    from {{ ref('int_check_claim') }}
    where
        amount_yuan is not null and is_own_year and item = '' and block_index is not null
        and scope in ('general_budget', 'fiscal_appropriation', 'all_funds')
        and subject in ('basic_expenditure', 'personnel_expenditure', 'operating_expenditure', 'wages_and_welfare',
            'individual_subsidies')
    qualify count(*) over (partition by disclosure_id, section, subject) = 1
),

wanted (key, side, subject, zh, en) as (
    values
    ('basic', 'left', 'basic_expenditure', '基本支出', 'basic expenditure'),
    ('basic', 'right', 'personnel_expenditure', null, null),
    ('basic', 'right', 'operating_expenditure', null, null),
    ('personnel', 'left', 'personnel_expenditure', '人员经费', 'personnel'),
    ('personnel', 'right', 'wages_and_welfare', null, null),
    ('personnel', 'right', 'individual_subsidies', null, null)
),

placed as (
    select s.*, w.key, w.side, w.zh, w.en
    from stated as s
    inner join wanted as w using (subject)
    -- All three figures, or nothing to add up.
    qualify count(*) over (partition by s.disclosure_id, s.section, w.key) = 3
),

terms as (
    {% for side in ['left', 'right'] %}
    select
        {{ claim_term(side, "section || '/' || key", 'zh', 'en') }}
    from placed
    where side = '{{ side }}'
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{{ balance('NT-07', '所述合计', '所述各部分之和', 'total as stated', 'sum of the parts as stated') }}
