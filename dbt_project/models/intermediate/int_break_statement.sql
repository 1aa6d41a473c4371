{{ config(materialized='incremental') }}
-- Where a disclosure says itself that its years cannot be compared. Grain: document × block × measure.
with spoken as (
    select
        disclosure.disclosure_id,
        block.document_id,
        block.block_index,
        block.page,
        block.text,
        disclosure.unit_id,
        disclosure.fiscal_year
    from {{ ref('stg_extract__blocks') }} as block
    inner join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
    inner join {{ ref('due_scope') }} using (disclosure_id)
    where disclosure.is_current
        and disclosure.fiscal_year is not null
        and regexp_matches(
            block.text, '统计口径|可比性|不可比|根据机构改革方案.{0,60}(单独编制|不再作为|并入|划入|划出)'
        )
        and regexp_matches(block.text, '(比|较|与)\s*(上年|\d{4}\s*年|去年)|上下年|两个年度')
)
select
    *,
    case
        when regexp_matches(text, '根据机构改革方案') then 'reorganisation'
        else 'definition'
    end as break_kind,
    case
        when regexp_matches(text, '机关运行经费') then 'agency_operating_cost'
        when regexp_matches(text, '“三公”|三公经费') then 'three_public'
        when regexp_matches(text, '收入预算|收入总计') then 'total_income'
        when regexp_matches(text, '支出预算|支出总计') then 'total_expenditure'
    end as series_measure
from spoken
