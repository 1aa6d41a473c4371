select
    types.table_type,
    types.table_order::bigint as table_order,
    types.zh,
    min(expected.obligation) filter (where expected.kind = 'budget') as obligation_budget,
    min(expected.obligation) filter (where expected.kind = 'final') as obligation_final
from {{ ref('table_types') }} as types
left join {{ ref('expected_tables') }} as expected
    on types.table_type = expected.table_type and expected.division_prefix is null and expected.report_level is null
group by types.table_type, types.table_order, types.zh
