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
    container_path
from {{ source('parts', 'archived_documents') }}
