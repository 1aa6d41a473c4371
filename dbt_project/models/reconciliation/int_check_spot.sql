{{ config(materialized='table') }}
-- Where evidence stands that is no line of a table: claims, head counts, indicators, forms, titles, paragraphs.
-- Grain: evidence id. Rules name such ids among their `line_ids`.
with named as (
    select distinct unnest(line_ids) as evidence_id from {{ ref('int_rule_result') }}
),

spot as (
    select
        claim_id as evidence_id, document_id, page, bbox, locator,
        coalesce(
            nullif(amount_text, ''), nullif(rate_text, ''), nullif(share_text, ''), nullif(change_text, ''), sentence
        ) as text
    from {{ ref('stg_conform__claims') }}
    union all
    select headcount_key, document_id, page, bbox, locator, label || ' ' || "count" from {{ ref('stg_conform__headcounts') }}
    union all
    select indicator_key, document_id, page, bbox, locator, indicator_name || ' ' || target_text
    from {{ ref('stg_conform__indicators') }}
    union all
    select project_key, document_id, page, bbox, locator, project_name from {{ ref('stg_conform__projects') }}
    union all
    select item_key, document_id, page, bbox, locator, item_name from {{ ref('stg_conform__project_items') }}
    union all
    select procurement_key, document_id, page, bbox, locator, coalesce(catalogue_name, '')
    from {{ ref('stg_conform__procurements') }}
    union all
    select
        {{ table_evidence('found') }},
        found.document_id,
        coalesce((printed.title_spot ->> '$.page')::bigint, found.first_page),
        from_json(printed.title_spot -> '$.bbox', '["DOUBLE"]'),
        printed.title_spot ->> '$.locator',
        found.title
    from {{ ref('stg_conform__tables') }} as found
    left join {{ ref('stg_extract__extracted_tables') }} as printed using (document_id, table_index)
    union all
    select {{ block_evidence('block') }}, document_id, page, bbox, locator, text from {{ ref('stg_extract__blocks') }} as block
)

select spot.*
from spot
inner join named using (evidence_id)
