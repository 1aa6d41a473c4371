-- Publications of one disclosure that follow one another with the same kind of table.
-- Grain: disclosure × table type × later document.
with held as (
    select
        document.disclosure_id,
        content.content as table_type,
        document.publication_key,
        document.publication_order,
        arg_min(document.document_id, document.rendition_rank) as document_id
    from {{ ref('int_disclosure_document') }} as document
    inner join {{ ref('int_document_content') }} as content using (document_id)
    where content.content not in ('claims', 'headcounts')
    group by all
)
select
    later.disclosure_id,
    later.table_type,
    later.document_id as to_document_id,
    arg_max(earlier.document_id, earlier.publication_order) as from_document_id
from held as later
inner join {{ ref('int_publication_repeat') }} as repeat
    on later.disclosure_id = repeat.disclosure_id and later.publication_key = repeat.publication_key
inner join held as earlier
    on repeat.disclosure_id = earlier.disclosure_id
    and repeat.earlier_key = earlier.publication_key
    and repeat.order_basis <> 'rendition'
    and later.table_type = earlier.table_type
group by later.disclosure_id, later.table_type, later.document_id
