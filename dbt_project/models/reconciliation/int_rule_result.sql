-- What every rule says of the disclosures due, one below the other, before it is judged. Grain: rule × place (a rule file's rows).
{% set families = ['budget', 'cross', 'extraction', 'project', 'final', 'narrative', 'document'] %}
{% for family in families %}
select * from {{ ref('int_rules_' ~ family) }}
where disclosure_id in (select disclosure_id from {{ ref('due_disclosure') }})
{% if not loop.last %}union all{% endif %}
{% endfor %}
