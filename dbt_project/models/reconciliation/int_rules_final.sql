{{ config(materialized='table') }}
-- What rules say of final accounts, and between years. Grain: rule × place (a rule file's rows).
{{ rules_together([
    'f01_01', 'f01_02', 'f01_03', 'f01_04', 'f02_01', 'f02_02', 'f03_01', 'f03_02', 'f04_01', 'f04_02',
    'f04_03', 'f05_01', 'f06_01', 'f06_02', 'f07_01', 'f07_02', 'f08_01', 'fx_01', 'fx_02', 'yx_01', 'yx_02',
    'yx_03', 'yx_04', 'yx_05', 'yx_06'
]) }}
