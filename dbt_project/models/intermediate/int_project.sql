-- Rows of `projects` of preferred documents, with their disclosure. Grain: as the part.
select
    part.*,
    found.table_type as found_table_type,
    found.disclosure_id,
    found.unit_id,
    found.unit_name,
    found.fiscal_year,
    found.kind,
    found.report_level
from {{ ref('stg_conform__projects') }} as part
inner join {{ ref('int_table') }} as found using (document_id, table_index)
inner join {{ ref('due_scope') }} using (disclosure_id)
where found.is_preferred
