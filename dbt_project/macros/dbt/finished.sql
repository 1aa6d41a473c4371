{# Before a build: there is a record of what is finished; a full refresh, and every build of the lake, forgets it. #}
{% macro open_record() %}
    create schema if not exists {{ target.database }}.bookkeeping;
    create table if not exists {{ bookkeeping('finished_disclosures') }} (disclosure_id varchar, fingerprint varchar);
    {% if flags.FULL_REFRESH or target.name == 'lake' %}
    delete from {{ bookkeeping('finished_disclosures') }};
    {% endif %}
{% endmacro %}

{# After a build: what was due is finished, if every kept model was built and nothing failed. #}
{% macro close_record(results) %}
    {%- if execute and target.name != 'lake' -%}
        {%- set kept = graph.nodes.values() | selectattr('config.materialized', 'equalto', 'incremental')
            | map(attribute='unique_id') | list -%}
        {%- set built = [] -%}
        {%- for result in results if result.status == 'success' and result.node.unique_id in kept -%}
            {%- do built.append(result.node.unique_id) -%}
        {%- endfor -%}
        {%- set failed = results | selectattr('status', 'in', ['error', 'fail', 'runtime error', 'skipped']) | list -%}
        {%- if built | length == kept | length and failed | length == 0 -%}
            begin;
            delete from {{ bookkeeping('finished_disclosures') }}
            where disclosure_id in (select disclosure_id from {{ bookkeeping('due_disclosure') }})
                or disclosure_id not in (select disclosure_id from {{ bookkeeping('due_fingerprint') }});
            insert into {{ bookkeeping('finished_disclosures') }}
            select disclosure_id, fingerprint from {{ bookkeeping('due_disclosure') }};
            commit;
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
