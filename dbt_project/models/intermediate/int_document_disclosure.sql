-- The disclosure each document belongs to. Grain: document that is a disclosure.
-- What is not known never joins two documents: an unknown publisher or year stays with its publication.
with placed as (
    select
        identity.* exclude (unit_id, unit_name, known_unit_name, division_code, fiscal_year, kind, report_level),
        coalesce(joined.unit_id, identity.unit_id, 'unknown:' || substr(md5(identity.publication_key), 1, 12))
            as unit_id,
        coalesce(joined.known_unit_name, identity.known_unit_name, '未识别单位') as unit_name,
        coalesce(joined.division_code, identity.division_code) as division_code,
        coalesce(joined.fiscal_year, identity.fiscal_year) as fiscal_year,
        coalesce(joined.kind, identity.kind) as kind,
        coalesce(joined.report_level, identity.report_level) as report_level,
        joined.document_id is not null as is_completed
    from {{ ref('int_document_identity') }} as identity
    left join {{ ref('int_document_join') }} as joined
        on identity.document_id = joined.document_id and joined.is_joined
)
select
    *,
    unit_id || '-'
    || coalesce(fiscal_year::varchar, 'unknown@' || substr(md5(publication_key), 1, 12)) || '-'
    || kind || '-' || report_level as disclosure_id
from placed
