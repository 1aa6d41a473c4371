-- Rows and money of the parts arrive in the marts: what is not there belongs to a document that is not preferred, or
-- is no disclosure and says so in dim_document and fct_outcome.
with place as (
    select document_id, table_index, is_preferred from {{ ref('int_table') }}
    union all
    select found.document_id, found.table_index, false as is_preferred
    from {{ ref('stg_conform__tables') }} as found
    inner join {{ ref('int_excluded_document') }} as excluded using (document_id)
),
parts as (
    select
        'lines' as rows_of,
        count(*) as parts_count,
        count(*) filter (where coalesce(place.is_preferred, true)) as due_count,
        coalesce(sum(amount_yuan) filter (where coalesce(place.is_preferred, true)), 0) as due_yuan
    from {{ ref('stg_conform__lines') }}
    left join place using (document_id, table_index)
    union all
    select 'tables', count(*), count(*) filter (where coalesce(place.is_preferred, true)), 0
    from {{ ref('stg_conform__tables') }}
    left join place using (document_id, table_index)
    union all
    select 'projects', count(*), count(*) filter (where coalesce(place.is_preferred, true)), 0
    from {{ ref('stg_conform__projects') }}
    left join place using (document_id, table_index)
    union all
    select 'project_items', count(*), count(*) filter (where coalesce(place.is_preferred, true)), 0
    from {{ ref('stg_conform__project_items') }}
    left join place using (document_id, table_index)
    union all
    select 'indicators', count(*), count(*) filter (where coalesce(place.is_preferred, true)), 0
    from {{ ref('stg_conform__indicators') }}
    left join place using (document_id, table_index)
    union all
    select 'procurements', count(*), count(*) filter (where coalesce(place.is_preferred, true)), 0
    from {{ ref('stg_conform__procurements') }}
    left join place using (document_id, table_index)
    union all
    select 'claims', count(*), count(*) filter (where preference.document_id is not null), 0
    from {{ ref('stg_conform__claims') }} as claim
    left join {{ ref('int_preference') }} as preference
        on claim.document_id = preference.document_id and preference.content = 'claims'
    union all
    select 'documents', count(*), count(*), 0 from {{ ref('stg_conform__documents') }}
    union all
    select 'excluded documents', count(*), count(*), 0 from {{ ref('int_excluded_document') }}
    union all
    select 'outcomes and quarantine', count(*), count(*), 0
    from (
        select document_id from {{ ref('stg_extract__outcomes') }}
        union all
        select document_id from {{ ref('stg_conform__quarantine') }}
    )
    union all
    select 'check results', count(*), count(*), 0 from {{ ref('int_check_result') }}
    where disclosure_id in (select disclosure_id from {{ ref('due_disclosure') }})
    union all
    select 'findings', count(*), count(*), 0 from {{ ref('int_finding') }}
    where disclosure_id in (select disclosure_id from {{ ref('due_disclosure') }})
),
marts as (
    select 'lines' as rows_of, count(*) as mart_count, coalesce(sum(amount_yuan), 0) as mart_yuan
    from {{ ref('fct_line_item') }}
    union all
    select 'tables', count(*), 0 from {{ ref('fct_table') }}
    union all
    select 'projects', count(*), 0 from {{ ref('fct_project') }}
    union all
    select 'project_items', count(*), 0 from {{ ref('fct_project_item') }}
    union all
    select 'indicators', count(*), 0 from {{ ref('fct_performance_indicator') }}
    union all
    select 'procurements', count(*), 0 from {{ ref('fct_procurement') }}
    union all
    select 'claims', count(*), 0 from {{ ref('fct_claim') }}
    union all
    select 'documents', count(*) filter (where is_read), 0 from {{ ref('dim_document') }}
    union all
    select 'excluded documents', count(*) filter (where exclusion_code is not null), 0 from {{ ref('dim_document') }}
    union all
    select 'outcomes and quarantine', count(*), 0 from {{ ref('fct_outcome') }}
    union all
    select 'check results', count(*), 0 from {{ ref('fct_check_result') }}
    where disclosure_id in (select disclosure_id from {{ ref('due_disclosure') }})
    union all
    select 'findings', count(*), 0 from {{ ref('fct_finding') }}
    where disclosure_id in (select disclosure_id from {{ ref('due_disclosure') }})
)
select *
from parts
inner join marts using (rows_of)
where due_count <> mart_count or due_yuan <> mart_yuan
