-- Every table found, with its disclosure. Grain: document × table.
select
    found.*,
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    preference.document_id is not null as is_preferred
from {{ ref('stg_conform__tables') }} as found
inner join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
left join {{ ref('int_preference') }} as preference
    on disclosure.disclosure_id = preference.disclosure_id
    and found.table_type = preference.content
    and found.document_id = preference.document_id
