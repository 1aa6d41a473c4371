{{ config(materialized='table') }}
-- Disclosures of one unit that rules set beside each other. Grain: disclosure × relation.
-- Relations: last_year (same kind, the year before), own_budget (final accounts and the budget of that year),
-- last_final (a budget and the final accounts of the year before).
select
    own.disclosure_id,
    case
        when own.kind = other.kind then 'last_year'
        when own.fiscal_year = other.fiscal_year then 'own_budget'
        else 'last_final'
    end as relation,
    other.disclosure_id as other_id
from {{ ref('int_check_subject') }} as own
inner join {{ ref('int_check_subject') }} as other
    on
        own.unit_id = other.unit_id
        and (own.report_level = other.report_level or 'unknown' in (own.report_level, other.report_level))
        and (
            (own.kind = other.kind and own.kind <> 'unknown' and own.fiscal_year = other.fiscal_year + 1)
            or (own.kind = 'final' and other.kind = 'budget' and own.fiscal_year = other.fiscal_year)
            or (own.kind = 'budget' and other.kind = 'final' and own.fiscal_year = other.fiscal_year + 1)
        )
qualify count(*) over (partition by own.disclosure_id, relation) = 1
