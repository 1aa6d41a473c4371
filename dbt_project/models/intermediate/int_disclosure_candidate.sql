-- Files that may belong to a disclosure and were not joined to it, because the evidence is thin or the names differ.
-- Grain: document × disclosure.
with silent as (
    select
        joined.document_id,
        joined.unit_id || '-' || joined.fiscal_year || '-' || joined.kind || '-' || joined.report_level
            as candidate_disclosure_id,
        joined.silent_on,
        '' as differs_in,
        joined.roles_complete,
        joined.shared_amounts,
        joined.stated_amounts,
        case joined.place_rank
            when 1 then 'publication' when 2 then 'container' when 3 then 'page' when 4 then 'folder' else ''
        end as published_in,
        joined.doubt
    from {{ ref('int_document_join') }} as joined
    where not joined.is_joined
),
named_otherwise as (
    select
        pair.document_id,
        other.disclosure_id as candidate_disclosure_id,
        '' as silent_on,
        'unit' as differs_in,
        bool_or(pair.roles_complete) as roles_complete,
        max(pair.shared_amounts) as shared_amounts,
        max(pair.stated_amounts) as stated_amounts,
        max(pair.published_in) as published_in,
        'the names of the publisher differ' as doubt
    from {{ ref('int_document_pair') }} as pair
    inner join {{ ref('int_document_disclosure') }} as other on pair.other_document_id = other.document_id
    where not pair.is_same_unit
        and pair.silent_on = ''
        and pair.other_silent_on = ''
        and pair.roles_complete
        and pair.shared_amounts >= 3
    group by all
),
candidate as (
    select * from silent
    union all
    select * from named_otherwise
)
select candidate.*, document.disclosure_id
from candidate
inner join {{ ref('int_document_disclosure') }} as document using (document_id)
where document.disclosure_id <> candidate.candidate_disclosure_id
