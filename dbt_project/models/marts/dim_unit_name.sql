-- Every spelling with its evidence; the first of equal evidence counts. Candidates are not taken as the unit's own.
with spelled as (
    select unit_id, unit_name as name, 'official' as name_kind, valid_from_year as from_year,
        valid_to_year as to_year, 'register' as basis, source_id as source, 1 as rank
    from {{ ref('stg_collect__source_units') }}
    union all
    select unit_id, unnest(from_json(aliases, '["VARCHAR"]')), 'alias', valid_from_year, valid_to_year,
        'register', source_id, 2
    from {{ ref('stg_collect__source_units') }}
    union all
    select unit_id, unit_code, 'code', valid_from_year, valid_to_year, 'register', source_id, 3
    from {{ ref('stg_collect__source_units') }}
    where unit_code <> ''
    union all
    select register_id, alias, 'alias', from_year, to_year, 'curated', source, 4
    from {{ ref('unit_register') }}
    union all
    select
        disclosure.unit_id,
        name.name,
        'alias',
        min(disclosure.fiscal_year),
        max(disclosure.fiscal_year),
        'documents',
        'printed in ' || count(distinct disclosure.document_id) || ' document(s)',
        5
    from {{ ref('int_disclosure_document') }} as disclosure
    inner join {{ ref('stg_conform__documents') }} as document using (document_id)
    cross join unnest([document.unit_name, document.unit_name_full]) as name (name)
    where name.name <> ''
    group by disclosure.unit_id, name.name
    union all
    select
        disclosure.unit_id,
        short.short_name,
        'short',
        disclosure.fiscal_year,
        disclosure.fiscal_year,
        'documents',
        'stated on page ' || short.page || ' of ' || left(short.document_id, 12),
        6
    from {{ ref('int_unit_short_name') }} as short
    inner join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
    union all
    select unit_id, name, 'alias', null, null, 'documents', source, 7
    from {{ ref('int_unit_candidate') }}
)
select
    spelled.unit_id,
    unit.unit_name,
    spelled.name,
    case
        when spelled.name_kind <> 'alias' then spelled.name_kind
        when regexp_matches(spelled.name, '本级[)）]?$') then 'headquarters'
        when regexp_matches(spelled.name, '[(（]') then 'bracket'
        when spelled.name = unit.unit_name then 'official'
        else 'alias'
    end as name_kind,
    case when spelled.rank = 7 then 'candidate' else 'confirmed' end as status,
    spelling.folded,
    spelled.from_year,
    spelled.to_year,
    spelled.basis,
    spelled.source
from spelled
inner join {{ ref('int_unit') }} as unit using (unit_id)
left join {{ ref('int_unit_spelling') }} as spelling on spelled.name = spelling.spelling
where trim(spelled.name) <> ''
qualify row_number() over (partition by spelled.unit_id, spelled.name order by spelled.rank, spelled.source) = 1
