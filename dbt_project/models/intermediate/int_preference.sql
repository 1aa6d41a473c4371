-- The one document whose figures are used. Grain: disclosure × content (table type, `claims`, `headcounts`).
-- Only publications whose content was not published again give figures; of one publication the rendition that is
-- trusted most; of several, which are parts, the one that holds most of it: what a file of tables says in passing
-- never hides the narrative.
with offered as (
    select
        document.disclosure_id,
        content.content,
        document.publication_key,
        document.publication_order,
        document.document_id,
        content.figure_count
    from {{ ref('int_document_content') }} as content
    inner join {{ ref('int_disclosure_document') }} as document using (document_id)
    where list_contains(document.current_contents, content.content)
    qualify row_number() over (
        partition by document.disclosure_id, content.content, document.publication_key
        order by {{ method_rank('document.method') }}, content.figure_count desc, document.document_id
    ) = 1
)
select
    disclosure_id,
    content,
    arg_min(document_id, (-figure_count, -publication_order, document_id)) as document_id
from offered
group by disclosure_id, content
