-- YX-02: an opening budget that the final accounts state for an item = that item in the budget of that year
with pair as (
    select disclosure_id, other_id from {{ ref('int_check_pair') }} where relation = 'own_budget'
),

stated as (
    select pair.other_id, c.*, {{ name_key('c.item') }} as name
    from {{ ref('int_check_claim') }} as c
    inner join pair using (disclosure_id)
    where c.subject in ('opening_budget', 'budget_amount') and c.amount_yuan is not null and c.item <> ''
),

printed as (
    select *, {{ name_key('row_label') }} as name
    from {{ ref('int_check_line') }}
    where
        table_type = 'general_budget_expenditure' and measure = 'total' and code_scheme = 'function' and length(code) = 7
    qualify count(*) over (partition by disclosure_id, name) = 1
),

matched as (
    select s.claim_id, p.line_id, s.disclosure_id as own_id
    from stated as s
    inner join printed as p on s.other_id = p.disclosure_id and (s.name = p.name or ends_with(s.name, p.name))
    qualify count(*) over (partition by s.claim_id) = 1
),

terms as (
    select
        {{ claim_term('left', 'claim_id', 'item', 'item') }}
    from stated
    where claim_id in (select claim_id from matched)
    union all
    select
        {{ term('right', 'matched.claim_id', alias='p') | replace('p.disclosure_id', 'matched.own_id as disclosure_id') }}
    from matched inner join printed as p using (line_id)
)
{{ balance('YX-02', '决算所述年初预算', '同年预算', 'opening budget as stated', 'that year’s budget') }}
