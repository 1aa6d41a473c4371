-- What figures a document holds. Grain: document × content (a table type, `claims` or `headcounts`).
select distinct document_id, table_type as content from {{ ref('stg_conform__tables') }}
union
select distinct document_id, 'claims' as content from {{ ref('stg_conform__claims') }}
union
select distinct document_id, 'headcounts' as content from {{ ref('stg_conform__headcounts') }}
