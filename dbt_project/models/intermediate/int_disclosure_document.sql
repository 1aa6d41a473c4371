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
-- What a publication holds, and how many earlier and later ones of the disclosure hold it too.
placed_content as (
    select
        disclosure_id,
        publication_key,
        content,
        publication_order,
        max(publication_order) over (partition by disclosure_id, content) > publication_order as is_repeated_later
    from publication_content
    inner join ordered using (disclosure_id, publication_key)
),
-- A publication is a revision of each earlier one that shares content with it: a narrative and its tables,
-- published as two files, share none. It is current while something it holds was not published again.
revised as (
    select
        ordered.disclosure_id,
        ordered.publication_key,
        ordered.publication_order,
        1 + (
            select count(distinct earlier.publication_key)
            from placed_content as earlier
            inner join placed_content as own using (disclosure_id, content)
            where own.disclosure_id = ordered.disclosure_id
                and own.publication_key = ordered.publication_key
                and earlier.publication_order < own.publication_order
        ) as revision,
        coalesce(
            (
                select not bool_and(own.is_repeated_later)
                from placed_content as own
                where own.disclosure_id = ordered.disclosure_id
                    and own.publication_key = ordered.publication_key
            ),
            true
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
