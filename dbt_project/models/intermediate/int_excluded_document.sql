-- Documents that are no disclosure, with what they are: they belong to none, and stay visible. Grain: document.
select
    document_id,
    min(code) as exclusion_code,
    arg_min(detail, outcome_index) as exclusion_reason
from {{ ref('stg_extract__outcomes') }}
where code = 'NOT_A_DISCLOSURE' and room = 'conform'
group by document_id
