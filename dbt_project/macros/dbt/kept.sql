{#
How kept models are built (dbt: incremental). Their rows belong to disclosures, by column `disclosure_id` or the one
that `unique_key` names; rows of what is due (model
`due_disclosure`) are replaced, rows of disclosures that are gone are removed, all others stay. In one transaction: a
build that is killed leaves a model as it was, or done; what is not in `finished_disclosures` is done again.

This takes the place of dbt-duckdb's own materialization: no temporary copy, and rows of neighbours, which are read
along, are not kept.
#}
{% materialization incremental, adapter='duckdb', supported_languages=['sql'] %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set belongs_to = config.get('unique_key') or 'disclosure_id' -%}
    {%- set to_drop = [] -%}
    {%- set rows_due -%}
select * from (
{{ compiled_code }}
) as worked_out
where {{ belongs_to }} in (select disclosure_id from {{ bookkeeping('due_disclosure') }})
    {%- endset -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {% if existing is none or existing.is_view or should_full_refresh() or target.name == 'lake' %}
        {%- set made = target_relation if existing is none else make_intermediate_relation(target_relation) -%}
        {% do drop_relation_if_exists(load_cached_relation(make_intermediate_relation(target_relation))) %}
        {% call statement('main') %}
            {{ create_table_as(False, made, rows_due) }}
        {% endcall %}
        {% if existing is not none %}
            {%- set before = make_backup_relation(target_relation, existing.type) -%}
            {% do drop_relation_if_exists(load_cached_relation(before)) %}
            {% do adapter.rename_relation(existing, before) %}
            {% do adapter.rename_relation(made, target_relation) %}
            {% do to_drop.append(before) %}
        {% endif %}
        {% do persist_docs(target_relation, model) %}
    {% else %}
        {% set columns = get_quoted_csv(adapter.get_columns_in_relation(existing) | map(attribute='name')) %}
        {% call statement('main') %}
            delete from {{ target_relation }}
            where {{ belongs_to }} in (select disclosure_id from {{ bookkeeping('due_disclosure') }})
                or {{ belongs_to }} not in (select disclosure_id from {{ bookkeeping('due_fingerprint') }});
            insert into {{ target_relation }} ({{ columns }})
            select {{ columns }} from (
                {{ rows_due }}
            ) as new_rows
        {% endcall %}
    {% endif %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do adapter.commit() %}
    {% for relation in to_drop %}{% do drop_relation_if_exists(relation) %}{% endfor %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# A table or model of schema `bookkeeping`, where no `ref` is possible. #}
{% macro bookkeeping(name) -%}
    {{ api.Relation.create(database=target.database, schema='bookkeeping', identifier=name) }}
{%- endmacro %}
