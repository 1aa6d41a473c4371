-- Which disclosure each document belongs to, and how far its figures are to be used. Grain: document.
-- What is not known never joins two documents: an unknown publisher or year stays with its publication.
with identified as (
    select
        document.*,
        coalesce(
            unit.unit_id,
            'name:' || nullif({{ name_key('document.unit_name') }}, ''),
            'unknown:' || substr(md5(document.publication_key), 1, 12)
        ) as found_unit_id,
        coalesce(unit.unit_name, document.unit_name, '未识别单位') as found_unit_name,
        unit.division_code
    from {{ ref('int_publication_document') }} as document
    left join {{ ref('int_document_unit') }} as unit using (document_id)
),
keyed as (
    select
        *,
        found_unit_id || '-'
        || coalesce(fiscal_year::varchar, 'unknown@' || substr(md5(publication_key), 1, 12)) || '-'
        || kind || '-' || report_level as disclosure_id
    from identified
),
publication as (
    select disclosure_id, publication_key, min(published_at) as published_at
    from keyed
    group by disclosure_id, publication_key
),
publication_content as (
    select distinct keyed.disclosure_id, keyed.publication_key, content.content
    from keyed
    inner join {{ ref('int_document_content') }} as content using (document_id)
),
ordered as (
    select
        *,
        row_number() over (
            partition by disclosure_id order by published_at nulls first, publication_key
        ) as publication_order
    from publication
),
-- A later publication is a revision of an earlier one when they share content; a narrative and its tables,
-- published as two files, do not.
shared as (
    select
        later.disclosure_id,
        later.publication_key as later_key,
        earlier.publication_key as earlier_key
    from ordered as later
    inner join ordered as earlier
        on later.disclosure_id = earlier.disclosure_id
        and later.publication_order > earlier.publication_order
    where exists (
        select 1
        from publication_content as a
        inner join publication_content as b using (disclosure_id, content)
        where a.disclosure_id = later.disclosure_id
            and a.publication_key = later.publication_key
            and b.publication_key = earlier.publication_key
    )
),
revised as (
    select
        ordered.disclosure_id,
        ordered.publication_key,
        ordered.publication_order,
        1 + (
            select count(*) from shared
            where shared.disclosure_id = ordered.disclosure_id
                and shared.later_key = ordered.publication_key
        ) as revision,
        not exists (
            select 1 from shared
            where shared.disclosure_id = ordered.disclosure_id
                and shared.earlier_key = ordered.publication_key
        ) as is_current
    from ordered
)
select
    keyed.document_id,
    keyed.disclosure_id,
    keyed.found_unit_id as unit_id,
    keyed.found_unit_name as unit_name,
    keyed.division_code,
    keyed.fiscal_year,
    keyed.kind,
    keyed.report_level,
    keyed.publication_id,
    keyed.publication_key,
    keyed.method,
    keyed.media_type,
    keyed.page_count,
    keyed.file_name,
    keyed.title,
    keyed.content,
    row_number() over (
        partition by keyed.disclosure_id
        order by
            revised.is_current desc,
            revised.publication_order desc,
            {{ method_rank('keyed.method') }},
            keyed.document_id
    ) as rendition_rank,
    revised.revision,
    revised.is_current
from keyed
inner join revised using (disclosure_id, publication_key)
