-- Two documents of one disclosure never both give figures for the same kind of table.
select disclosure_id, table_type, count(distinct document_id) as documents
from {{ ref('fct_line_item') }}
group by disclosure_id, table_type
having count(distinct document_id) > 1
