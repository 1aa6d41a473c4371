select
    document_id,
    disclosure.disclosure_id,
    coalesce(archived.file_name, disclosure.file_name) as file_name,
    archived.source_url,
    coalesce(archived.media_type, disclosure.media_type) as media_type,
    archived.byte_size,
    disclosure.page_count,
    disclosure.method,
    archived.fetched_at,
    archived.publication_id,
    archived.origin,
    archived.container_path,
    archived.source_id,
    disclosure.title,
    disclosure.content,
    disclosure.rendition_rank,
    disclosure.revision,
    disclosure.is_current,
    disclosure.document_id is not null as is_read
from {{ ref('stg_collect__archived_documents') }} as archived
full outer join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
