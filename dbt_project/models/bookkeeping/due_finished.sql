-- What earlier builds into this file have worked out, and from what. Grain: disclosure.
select disclosure_id, fingerprint
from {{ source('bookkeeping', 'finished_disclosures') }}
