-- What each document says of itself, completed by what the other renditions of its publication say, and where it
-- was found. Grain: document. A file that no source record ties to others is a publication of its own; files
-- checked without an archive belong together.
with described as (
    select
        document.*,
        archived.file_name,
        archived.source_id,
        archived.source_url,
        archived.publication_id,
        archived.fetched_at,
        archived.published_on,
        archived.link_text,
        -- An archive file of all units has a folder for each: files of one folder were packed together.
        archived.container_id || '/' || regexp_extract(coalesce(archived.container_path, ''), '^(.*)[/\\]', 1)
            as container_id,
        archived.found_at,
        coalesce(
            'publication:' || archived.publication_id,
            case when archived.document_id is null then 'unarchived' end,
            'document:' || document.document_id
        ) as publication_key
    from {{ ref('stg_conform__documents') }} as document
    left join {{ ref('stg_collect__archived_documents') }} as archived using (document_id)
),
agreed as (
    -- Only where the renditions that say something say the same.
    select
        publication_key,
        case when count(distinct fiscal_year) = 1 then max(fiscal_year) end as fiscal_year,
        case when count(distinct nullif(kind, 'unknown')) = 1 then max(nullif(kind, 'unknown')) end as kind,
        case
            when count(distinct nullif(report_level, 'unknown')) = 1 then max(nullif(report_level, 'unknown'))
        end as report_level,
        case when count(distinct unit_name) = 1 then max(unit_name) end as unit_name
    from described
    group by publication_key
)
select
    described.* exclude (fiscal_year, kind, report_level, unit_name),
    coalesce(described.fiscal_year, agreed.fiscal_year) as fiscal_year,
    coalesce(nullif(described.kind, 'unknown'), agreed.kind, 'unknown') as kind,
    coalesce(nullif(described.report_level, 'unknown'), agreed.report_level, 'unknown') as report_level,
    coalesce(described.unit_name, agreed.unit_name) as unit_name,
    concat_ws(
        ', ',
        case when described.unit_name is null and agreed.unit_name is not null then 'unit' end,
        case when described.fiscal_year is null and agreed.fiscal_year is not null then 'year' end,
        case when described.kind = 'unknown' and agreed.kind is not null then 'kind' end,
        case when described.report_level = 'unknown' and agreed.report_level is not null then 'level' end
    ) as completed_by_publication
from described
inner join agreed using (publication_key)
