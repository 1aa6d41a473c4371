select
    document_id,
    disclosure_id,
    candidate_disclosure_id,
    silent_on,
    differs_in,
    published_in,
    roles_complete,
    shared_amounts,
    stated_amounts,
    doubt
from {{ ref('int_disclosure_candidate') }}
