-- How often the text of a document was changed in reading, or is folded when it is compared. Grain: document × change.
select
    document_id,
    disclosure.disclosure_id,
    changed.change,
    sum(changed.count)::bigint as change_count,
    count(*) as page_count,
    min(changed.page) as first_page,
    coalesce(arg_min(nullif(changed.example, ''), changed.page), '') as example
from {{ ref('stg_extract__text_changes') }} as changed
left join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
group by document_id, disclosure.disclosure_id, changed.change
