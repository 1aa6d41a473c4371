-- Two renditions of one publication print the same figures: what differs or is missing on one side was misread.
select *
from {{ ref('fct_rendition_agreement') }}
where not agrees and figure_kind <> 'indicator'
