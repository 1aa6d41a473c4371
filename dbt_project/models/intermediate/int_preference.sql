-- The one document whose figures are used. Grain: disclosure × content (table type, `claims`, `headcounts`).
select
    disclosure.disclosure_id,
    content.content,
    arg_min(disclosure.document_id, disclosure.rendition_rank) as document_id
from {{ ref('int_document_content') }} as content
inner join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
group by disclosure.disclosure_id, content.content
