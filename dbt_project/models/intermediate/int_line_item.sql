-- Every printed figure, with its disclosure. Grain: line.
select
    line.*,
    found.disclosure_id,
    found.unit_id,
    found.unit_name,
    found.fiscal_year,
    found.kind,
    found.report_level,
    found.title as table_title,
    found.is_preferred
from {{ ref('stg_conform__lines') }} as line
inner join {{ ref('int_table') }} as found using (document_id, table_index)
inner join {{ ref('due_scope') }} using (disclosure_id)
