-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    source_id,
    unit_id,
    unit_name,
    fiscal_year,
    kind,
    state,
    approved_on,
    due_on,
    published_on,
    days_late,
    url,
    first_seen_at
from {{ source('parts', 'expected_disclosures') }}
