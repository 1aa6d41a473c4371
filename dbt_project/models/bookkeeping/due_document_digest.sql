-- What was read from a document, as one digest: equal rows, equal digest, whatever their order and whichever version
-- of the reading made them. Grain: document.
{% set tables = [
    'stg_conform__claims', 'stg_conform__documents', 'stg_conform__headcounts', 'stg_conform__indicators',
    'stg_conform__lines', 'stg_conform__procurements', 'stg_conform__project_items', 'stg_conform__projects',
    'stg_conform__tables', 'stg_extract__blocks', 'stg_extract__extracted_tables', 'stg_extract__outcomes'
] %}
with part as (
    {% for table in tables %}
    select document_id, '{{ table }}' as part_name, count(*) as row_count, sum(hash(part_row)::hugeint) as rows_hash
    from {{ ref(table) }} as part_row
    group by document_id
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
select
    document_id,
    md5(string_agg(concat_ws(' ', part_name, row_count, rows_hash), ',' order by part_name)) as digest
from part
group by document_id
