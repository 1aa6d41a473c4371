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
-- Renditions count as the first of them.
edition as (
    select
        disclosure_id,
        publication_key,
        coalesce(min(earlier_order) filter (where order_basis = 'rendition'), min(publication_order)) as edition_order
    from {{ ref('int_publication_repeat') }}
    group by disclosure_id, publication_key
),
left_over as (
    select
        content.disclosure_id,
        content.publication_key,
        list(content.content order by content.content) filter (where again.content is null) as current_contents
    from content
    left join again using (disclosure_id, publication_key, content)
    group by content.disclosure_id, content.publication_key
)
select
    repeat.disclosure_id,
    repeat.publication_key,
    min(repeat.publication_order) as publication_order,
    bool_or(repeat.states_correction) as states_correction,
    any_value(edition.edition_order) as edition_order,
    1 + count(distinct earlier.edition_order) filter (
        where earlier.edition_order <> edition.edition_order
    ) as revision,
    arg_max(repeat.earlier_key, repeat.earlier_order) filter (
        where earlier.edition_order <> edition.edition_order
    ) as revises_key,
    coalesce(arg_max(repeat.order_basis, repeat.earlier_order), 'first') as revision_basis,
    -- A publication that holds no figure at all is replaced by nothing.
    any_value(left_over.publication_key) is null or any_value(left_over.current_contents) is not null as is_current,
    coalesce(any_value(left_over.current_contents), []) as current_contents
from {{ ref('int_publication_repeat') }} as repeat
inner join edition using (disclosure_id, publication_key)
left join edition as earlier
    on repeat.disclosure_id = earlier.disclosure_id and repeat.earlier_key = earlier.publication_key
left join left_over using (disclosure_id, publication_key)
group by repeat.disclosure_id, repeat.publication_key
