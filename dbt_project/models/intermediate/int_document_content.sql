-- What figures a document holds, and how many. Grain: document × content (a table type, `claims` or `headcounts`).
select document_id, table_type as content, sum(cells_fact)::bigint as figure_count
from {{ ref('stg_conform__tables') }}
group by document_id, table_type
union all
select document_id, 'claims' as content, count(*) as figure_count
from {{ ref('stg_conform__claims') }}
group by document_id
union all
select document_id, 'headcounts' as content, count(*) as figure_count
from {{ ref('stg_conform__headcounts') }}
group by document_id
