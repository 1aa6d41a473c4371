{{ config(materialized='table') }}
-- What rules say about the reading itself, and about all kinds of table. Grain: rule × place (a rule file's rows).
{{ rules_together([
    'mx_01', 'mx_02', 'mx_03', 'mx_04', 'pv_01', 'tq_01', 'tq_02', 'tq_03', 'tq_04', 'tq_05', 'tq_06',
    'tq_07', 'tq_08', 'tq_09', 'tq_10', 'ot_01', 'ot_02', 'ot_03'
]) }}
