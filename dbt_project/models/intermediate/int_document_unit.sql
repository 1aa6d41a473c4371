-- The registered unit a document belongs to. Grain: document with exactly one best match.
-- Names of the document's own source count before names of other sources, official names before aliases.
-- Where two units are equally good the printed unit code decides; where it does not, nothing is chosen.
with candidate as (
    select
        document.document_id,
        unit.unit_id,
        unit.unit_name,
        unit.division_code,
        (case when unit.source_id = document.source_id then 0 else 2 end) + min(unit.name_rank) as match_rank,
        bool_or(unit.unit_code = document.unit_code) as is_code_match
    from {{ ref('int_publication_document') }} as document
    inner join {{ ref('int_unit_name') }} as unit
        on unit.name_key in ({{ name_key('document.unit_name') }}, {{ name_key('document.unit_name_full') }})
        and coalesce(document.fiscal_year >= unit.valid_from_year, true)
        and coalesce(document.fiscal_year <= unit.valid_to_year, true)
    group by
        document.document_id, unit.unit_id, unit.unit_name, unit.division_code,
        unit.source_id, document.source_id
),
best as (
    select * from candidate
    qualify match_rank = min(match_rank) over (partition by document_id)
),
decided as (
    select * from best
    qualify
        count(*) over (partition by document_id) = 1
        or (is_code_match and count(*) filter (where is_code_match) over (partition by document_id) = 1)
)
select document_id, unit_id, unit_name, division_code
from decided
