-- Two renditions of one publication print the same figures: what differs or is missing on one side was misread.
-- Only where the source says they are renditions: those found by place and format may be two versions after all.
select *
from {{ ref('fct_rendition_agreement') }}
where is_declared and not agrees and figure_kind <> 'indicator'
