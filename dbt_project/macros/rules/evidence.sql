{#
Ids of evidence that is no line of a table: a rule names them among its `line_ids`, the judge finds the place.
Claims, head counts, indicators, projects and purchases have ids of their own.
#}

{% macro table_evidence(table) %}left({{ table }}.document_id, 12) || '-table-' || {{ table }}.table_index{% endmacro %}

{% macro block_evidence(block) %}left({{ block }}.document_id, 12) || '-block-' || {{ block }}.block_index{% endmacro %}
