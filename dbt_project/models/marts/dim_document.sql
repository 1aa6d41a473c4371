select
    document_id,
    disclosure.disclosure_id,
    coalesce(archived.file_name, disclosure.file_name, document.title) as file_name,
    archived.source_url,
    coalesce(archived.media_type, document.media_type) as media_type,
    archived.byte_size,
    document.page_count,
    document.method,
    archived.fetched_at,
    archived.publication_id,
    archived.origin,
    archived.container_path,
    archived.source_id,
    document.title,
    document.content,
    disclosure.rendition_rank,
    disclosure.revision,
    disclosure.revision_basis,
    disclosure.is_current,
    disclosure.join_basis,
    disclosure.join_evidence,
    excluded.exclusion_code,
    excluded.exclusion_reason,
    document.document_id is not null as is_read
from {{ ref('stg_collect__archived_documents') }} as archived
full outer join {{ ref('stg_conform__documents') }} as document using (document_id)
left join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
left join {{ ref('int_excluded_document') }} as excluded using (document_id)
