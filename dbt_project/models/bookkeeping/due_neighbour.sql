-- Disclosures that a disclosure's rows are worked out beside: those of its unit in the same year and the years next to
-- it, and for a department those of its registered units in its year. Grain: disclosure × neighbour.
-- Whatever compares disclosures (rules between years, execution of a budget) reads no others.
select own.disclosure_id, other.disclosure_id as other_id
from {{ ref('int_placed_disclosure') }} as own
inner join {{ ref('int_placed_disclosure') }} as other
    on own.unit_id = other.unit_id
    and own.disclosure_id <> other.disclosure_id
    and coalesce(abs(own.fiscal_year - other.fiscal_year) <= 1, true)
union
select own.disclosure_id, other.disclosure_id as other_id
from {{ ref('int_placed_disclosure') }} as own
inner join {{ ref('stg_collect__source_units') }} as unit on own.unit_id = unit.parent_unit_id
inner join {{ ref('int_placed_disclosure') }} as other
    on unit.unit_id = other.unit_id
    and own.fiscal_year = other.fiscal_year
    and own.disclosure_id <> other.disclosure_id
