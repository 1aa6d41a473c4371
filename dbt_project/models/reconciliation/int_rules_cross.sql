{{ config(materialized='table') }}
-- What rules say between the tables of a budget. Grain: rule × place (a rule file's rows).
{{ rules_together([
    'bx_01', 'bx_02', 'bx_03', 'bx_04', 'bx_05', 'bx_06', 'bx_07', 'bx_08', 'bx_09', 'bx_10', 'bx_11',
    'bx_12', 'bx_13', 'bx_14', 'bx_15'
]) }}
