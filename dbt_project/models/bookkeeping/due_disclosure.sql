-- What this build works out: disclosures of which anything has changed since they were finished. Grain: disclosure.
-- GONGKAI_BUILD_BATCH limits their number where a corpus is built in several goes; units stay together.
select fingerprint.disclosure_id, fingerprint.fingerprint
from {{ ref('due_fingerprint') }} as fingerprint
left join {{ ref('due_finished') }} as finished using (disclosure_id)
where finished.fingerprint is distinct from fingerprint.fingerprint
{% if env_var('GONGKAI_BUILD_BATCH', '') %}
order by fingerprint.disclosure_id
limit {{ env_var('GONGKAI_BUILD_BATCH') }}
{% endif %}
