-- A document that was read belongs to one disclosure, or is declared to be none with a reason that fct_outcome keeps.
select document.document_id, document.disclosure_id, document.exclusion_code
from {{ ref('dim_document') }} as document
left join {{ ref('fct_outcome') }} as outcome
    on document.document_id = outcome.document_id and document.exclusion_code = outcome.code
where document.is_read
    and (
        (document.disclosure_id is null) = (document.exclusion_code is null)
        or (document.exclusion_code is not null and outcome.outcome_id is null)
    )
