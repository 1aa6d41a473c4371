-- One row per disclosure, as its first-choice document states it.
select
    disclosure_id,
    arg_min(unit_id, rendition_rank) as unit_id,
    arg_min(unit_name, rendition_rank) as unit_name,
    arg_min(fiscal_year, rendition_rank) as fiscal_year,
    arg_min(kind, rendition_rank) as kind,
    arg_min(report_level, rendition_rank) as report_level,
    case
        when bool_or(content = 'both')
            or (bool_or(content = 'narrative') and bool_or(content = 'tables')) then 'both'
        else coalesce(max(content) filter (where content <> 'neither'), 'neither')
    end as content,
    max(revision) as revision,
    bool_or(is_current) as is_current,
    count(*) as document_count,
    count(distinct publication_key) as publication_count,
    arg_min(title, rendition_rank) as title
from {{ ref('int_disclosure_document') }}
group by disclosure_id
