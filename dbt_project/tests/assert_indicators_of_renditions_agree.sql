{{ config(severity = 'warn') }}
-- Performance indicators are words, not money: where renditions differ the figures still stand.
select *
from {{ ref('fct_rendition_agreement') }}
where not agrees and figure_kind = 'indicator'
