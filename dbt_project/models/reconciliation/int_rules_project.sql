{{ config(materialized='table') }}
-- What rules say of projects and performance targets. Grain: rule × place (a rule file's rows).
{{ rules_together([
    'pr_01', 'pr_02', 'pr_03', 'pr_04', 'pr_05', 'pr_06', 'pr_07', 'pr_08', 'pr_09', 'pr_10', 'pf_01',
    'pf_02', 'pf_03', 'pf_04', 'pf_05', 'pf_06', 'pf_07', 'pf_08', 'pf_09', 'pf_10', 'pf_11', 'pf_12',
    'pf_13', 'pf_14', 'pf_15', 'pf_16'
]) }}
