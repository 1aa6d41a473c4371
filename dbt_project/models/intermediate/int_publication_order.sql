-- Each publication's place among those of its disclosure, how the order is known, and what of it still counts.
-- Grain: disclosure × publication.
with content as (
    select distinct document.disclosure_id, document.publication_key, content.content
    from {{ ref('int_document_disclosure') }} as document
    inner join {{ ref('int_document_content') }} as content using (document_id)
),
again as (
    select distinct repeat.disclosure_id, repeat.earlier_key as publication_key, content.content
    from {{ ref('int_publication_repeat') }} as repeat
    inner join content using (disclosure_id, publication_key)
),
left_over as (
    select
        content.disclosure_id,
        content.publication_key,
        list(content.content) filter (where again.content is null) as current_contents
    from content
    left join again using (disclosure_id, publication_key, content)
    group by content.disclosure_id, content.publication_key
)
select
    repeat.disclosure_id,
    repeat.publication_key,
    min(repeat.publication_order) as publication_order,
    bool_or(repeat.states_correction) as states_correction,
    1 + count(repeat.earlier_key) as revision,
    arg_max(repeat.earlier_key, repeat.earlier_order) as revises_key,
    coalesce(arg_max(repeat.order_basis, repeat.earlier_order), 'first') as revision_basis,
    -- A publication that holds no figure at all is replaced by nothing.
    any_value(left_over.publication_key) is null or any_value(left_over.current_contents) is not null as is_current,
    coalesce(any_value(left_over.current_contents), []) as current_contents
from {{ ref('int_publication_repeat') }} as repeat
left join left_over using (disclosure_id, publication_key)
group by repeat.disclosure_id, repeat.publication_key
