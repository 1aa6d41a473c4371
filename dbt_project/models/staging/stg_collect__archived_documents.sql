-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    file_name,
    media_type,
    byte_size,
    source_id,
    source_url,
    fetched_at,
    publication_id,
    origin,
    container_id,
    container_path,
    found_at,
    link_text,
    published_on
from {{ source('parts', 'archived_documents') }}
