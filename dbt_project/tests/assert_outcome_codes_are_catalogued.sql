{{ config(severity = 'warn') }}
-- A code that is not in the catalogue cannot be explained to anyone; the figures are not touched by it.
select distinct code, room
from {{ ref('fct_outcome') }}
where code_zh is null
