-- Whose disclosure a document says it is part of, and on what it is silent. Grain: document that is a disclosure.
with identified as (
    select
        document.*,
        coalesce(
            registered.unit_id,
            'name:' || case
                when spelling.is_region_ambiguous and list_contains(spelling.division_codes, source.division_code)
                    then source.customary || spelling.local_key
                else spelling.canonical_key
            end
        ) as unit_id,
        coalesce(registered.unit_name, document.unit_name) as known_unit_name,
        registered.unit_id is not null as is_registered,
        coalesce(registered.division_code, spelling.division_code) as division_code,
        spelling.folded
    from {{ ref('int_publication_document') }} as document
    left join {{ ref('int_document_unit') }} as registered using (document_id)
    left join {{ ref('int_unit_spelling') }} as spelling on document.unit_name = spelling.spelling
    left join {{ ref('int_source_division') }} as source on document.source_id = source.source_id
    where document.document_id not in (select document_id from {{ ref('int_excluded_document') }})
)
select
    *,
    concat_ws(
        ', ',
        case when unit_id is null then 'unit' end,
        case when fiscal_year is null then 'year' end,
        case when kind = 'unknown' then 'kind' end,
        case when report_level = 'unknown' then 'level' end
    ) as silent_on
from identified
