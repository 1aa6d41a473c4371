-- Where a document that is silent on something may belong, and whether the evidence is enough.
-- Grain: silent document × disclosure that others state in full.
-- Enough is: exactly one disclosure fits best, and either the figures are the same (three amounts or more) or the
-- one file is the narrative to the other's tables and, where unit or year is not stated, both came from one page,
-- one archive file or one publication. A narrative whose many amounts stand nowhere in the tables is not theirs.
with fitting as (
    select
        pair.document_id,
        other.unit_id,
        other.known_unit_name,
        other.division_code,
        other.fiscal_year,
        other.kind,
        other.report_level,
        min(pair.silent_on) as silent_on,
        max(pair.shared_amounts) as shared_amounts,
        max(pair.stated_amounts) as stated_amounts,
        bool_or(pair.roles_complete) as roles_complete,
        min(case pair.published_in
            when 'publication' then 1 when 'container' then 2 when 'page' then 3 when 'folder' then 4
        end) as place_rank
    from {{ ref('int_document_pair') }} as pair
    inner join {{ ref('int_document_identity') }} as other on pair.other_document_id = other.document_id
    where pair.silent_on <> '' and other.silent_on = ''
        and (pair.is_same_unit or contains(pair.silent_on, 'unit'))
    group by all
),
weighed as (
    select
        *,
        3 * (shared_amounts >= 3)::integer
        + 2 * coalesce(place_rank <= 3, false)::integer
        + coalesce(place_rank = 4, false)::integer
        + roles_complete::integer as weight,
        case when contains(silent_on, 'unit') or contains(silent_on, 'year') then 3 else 1 end as needed,
        stated_amounts >= 5 and shared_amounts = 0 and roles_complete as is_contradicted
    from fitting
),
ranked as (
    select
        *,
        row_number() over (
            partition by document_id order by weight desc, shared_amounts desc, unit_id, fiscal_year, kind, report_level
        ) as choice,
        count(*) over (partition by document_id, weight) as equally_fitting,
        max(shared_amounts) over (partition by document_id) > 2
        and shared_amounts = max(shared_amounts) over (partition by document_id)
        and count(*) over (partition by document_id, shared_amounts) = 1 as is_told_apart_by_figures
    from weighed
)
select
    *,
    choice = 1
    and weight >= needed
    and not is_contradicted
    and (shared_amounts >= 3 or roles_complete)
    and (equally_fitting = 1 or is_told_apart_by_figures) as is_joined,
    case
        when is_contradicted then 'its amounts do not stand in these tables'
        when weight < needed or not (shared_amounts >= 3 or roles_complete) then 'the evidence is thin'
        when choice > 1 then 'another disclosure fits better or as well'
        when equally_fitting > 1 and not is_told_apart_by_figures then 'another disclosure fits as well'
    end as doubt
from ranked
