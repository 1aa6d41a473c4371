-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    scheme,
    fiscal_year,
    code,
    name,
    source
from {{ source('parts', 'official_codes') }}
