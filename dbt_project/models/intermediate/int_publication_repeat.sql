-- Publications of one disclosure in their order, and which later one repeats which earlier one.
-- Grain: disclosure × publication × earlier publication (one row without an earlier one for each publication).
-- A publication repeats an earlier one when at least half of the tables of the smaller are in both (of the larger,
-- where nothing tells that one is later), or when neither has tables. A narrative and its tables are parts; the same
-- in another format from the same page, folder or archive file is a rendition, the one that is trusted most the last.
with publication as (
    select
        disclosure_id,
        publication_key,
        min(fetched_at) as fetched_at,
        min(published_on) as published_on,
        min(container_id) as container_id,
        min(found_at) as found_at,
        list(distinct media_type) as media_types,
        min({{ method_rank('method') }}) as method_rank,
        bool_or(regexp_matches(
            concat_ws(' ', title, file_name, link_text), '更正|勘误|订正|修订|修正|修改稿|重新公开|重新公布|重新发布|更新版|[（(]更新[）)]'
        )) as states_correction
    from {{ ref('int_document_disclosure') }}
    group by disclosure_id, publication_key
),
held as (
    select
        document.disclosure_id,
        document.publication_key,
        content.content,
        content.content not in ('claims', 'headcounts') as is_table,
        max(content.figure_count) as figure_count
    from {{ ref('int_document_disclosure') }} as document
    inner join {{ ref('int_document_content') }} as content using (document_id)
    group by all
),
size as (
    select
        disclosure_id,
        publication_key,
        count(*) filter (where is_table) as table_types,
        coalesce(sum(figure_count), 0) as figures
    from held
    group by disclosure_id, publication_key
),
dated as (
    select
        publication.*,
        coalesce(size.table_types, 0) as table_types,
        coalesce(size.figures, 0) as figures,
        -- Dates of lists are compared only where all have one; else the day it was first fetched.
        case
            when count(published_on) over (partition by disclosure_id) = count(*) over (partition by disclosure_id)
                then published_on
        end as list_date,
        coalesce(publication.published_on, strftime(publication.fetched_at, '%Y-%m-%d')) as known_date
    from publication
    left join size using (disclosure_id, publication_key)
),
ordered as (
    select
        *,
        row_number() over (
            partition by disclosure_id
            order by
                list_date nulls first, states_correction, known_date nulls first, method_rank desc,
                table_types, figures, fetched_at nulls first, publication_key
        ) as publication_order
    from dated
),
shared as (
    select
        own.disclosure_id,
        own.publication_key,
        theirs.publication_key as earlier_key,
        count(*) as table_types
    from held as own
    inner join held as theirs using (disclosure_id, content)
    where own.is_table and own.publication_key <> theirs.publication_key
    group by all
),
overlap as (
    select
        later.disclosure_id,
        later.publication_key,
        earlier.publication_key as earlier_key,
        earlier.publication_order as earlier_order,
        case
            when changed.new_key is not null then 'replaced_at_address'
            when later.list_date > earlier.list_date then 'published_later'
            when later.states_correction and not earlier.states_correction then 'correction_stated'
            when later.known_date > earlier.known_date then 'fetched_later'
            when (later.container_id = earlier.container_id or later.found_at = earlier.found_at)
                and not list_has_any(later.media_types, earlier.media_types) then 'rendition'
            else 'undetermined'
        end as order_basis,
        case
            when least(later.table_types, earlier.table_types) = 0 then later.table_types = earlier.table_types
            else
                2 * coalesce(shared.table_types, 0)
                >= case
                    when order_basis in ('undetermined', 'rendition') then greatest(later.table_types, earlier.table_types)
                    else least(later.table_types, earlier.table_types)
                end
        end as is_repeated
    from ordered as later
    inner join ordered as earlier
        on later.disclosure_id = earlier.disclosure_id and later.publication_order > earlier.publication_order
    left join shared
        on later.disclosure_id = shared.disclosure_id
        and later.publication_key = shared.publication_key
        and earlier.publication_key = shared.earlier_key
    left join (
        select distinct 'document:' || old_document_id as old_key, 'document:' || new_document_id as new_key
        from {{ ref('stg_collect__document_changes') }}
    ) as changed
        on later.publication_key = changed.new_key and earlier.publication_key = changed.old_key
)
select
    ordered.disclosure_id,
    ordered.publication_key,
    ordered.publication_order,
    ordered.states_correction,
    overlap.earlier_key,
    overlap.earlier_order,
    overlap.order_basis
from ordered
left join overlap
    on ordered.disclosure_id = overlap.disclosure_id
    and ordered.publication_key = overlap.publication_key
    and overlap.is_repeated
