{{ config(materialized='table') }}
-- What rules say of the form of the document. Grain: rule × place (a rule file's rows).
{{ rules_together([
    'dc_01', 'dc_02', 'dc_03', 'dc_04', 'dc_05', 'dc_06', 'dc_07', 'dc_08', 'dc_09', 'dc_10'
]) }}
