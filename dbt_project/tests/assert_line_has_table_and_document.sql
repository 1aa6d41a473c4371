-- Every figure leads back to a table and a file of its own disclosure.
select line.line_id
from {{ ref('fct_line_item') }} as line
left join {{ ref('fct_table') }} as found
    on line.document_id = found.document_id
    and line.table_index = found.table_index
    and line.disclosure_id = found.disclosure_id
left join {{ ref('dim_document') }} as document
    on line.document_id = document.document_id
    and line.disclosure_id = document.disclosure_id
where found.document_id is null or document.document_id is null
