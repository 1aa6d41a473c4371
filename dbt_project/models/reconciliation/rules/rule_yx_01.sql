-- YX-01: the budget column of the final three-public table = the budget's own table of that year
with
figure as (
    select *
    from {{ ref('int_line_item') }}
    where
        is_preferred and table_type = 'three_public' and amount_yuan is not null
        and (amount_year is null or amount_year = fiscal_year)
    qualify count(distinct table_index || '/' || row_number) over (partition by disclosure_id, basis) = 1
),

pair as (
    select disclosure_id, other_id from {{ ref('int_check_pair') }} where relation = 'own_budget'
),

terms as (
    select
        {{ term('left', 'measure', 'measure', 'measure', alias='f') }}
    from figure as f
    inner join pair on f.disclosure_id = pair.disclosure_id
    where basis = 'budget'
    union all
    select
        {{ term('right', 'measure', alias='f') | replace('f.disclosure_id', 'pair.disclosure_id') }}
    from figure as f
    inner join pair on f.disclosure_id = pair.other_id
    where basis in ('', 'budget')
),

paired as (
    select t.* replace (coalesce(m.zh, t.place) as place, coalesce(m.en, t.place_en) as place_en)
    from terms as t
    left join {{ ref('measures') }} as m on t.place_key = m.measure
    qualify count(distinct side) over (partition by disclosure_id, place_key) = 2
)
{{ balance('YX-01', '决算表的预算数', '同年预算', 'budget column of the final table', 'that year’s budget', source='paired') }}
