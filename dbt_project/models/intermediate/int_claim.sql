-- Rows of `claims` of preferred documents, with their disclosure. Grain: as the part.
select
    part.*,
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level
from {{ ref('stg_conform__claims') }} as part
inner join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
inner join {{ ref('due_scope') }} using (disclosure_id)
inner join {{ ref('int_preference') }} as preference
    on disclosure.disclosure_id = preference.disclosure_id
    and preference.content = 'claims'
    and part.document_id = preference.document_id
