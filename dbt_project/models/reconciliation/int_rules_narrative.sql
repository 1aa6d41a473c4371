{{ config(materialized='table') }}
-- What rules say of the narrative. Grain: rule × place (a rule file's rows).
{{ rules_together([
    'nt_01', 'nt_02', 'nt_03', 'nt_04', 'nt_05', 'nt_06', 'nt_07', 'nt_08', 'nt_09', 'nt_10', 'nt_11',
    'nt_12', 'nt_13', 'nt_14', 'nt_15', 'nt_16', 'nt_17', 'nt_18'
]) }}
