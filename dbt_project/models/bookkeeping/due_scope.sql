-- What this build reads figures of: the disclosures due, and their neighbours. Grain: disclosure.
select disclosure_id from {{ ref('due_disclosure') }}
union
select neighbour.other_id
from {{ ref('due_neighbour') }} as neighbour
inner join {{ ref('due_disclosure') }} as due using (disclosure_id)
