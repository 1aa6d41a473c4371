-- Documents that may be parts of one disclosure, with all that speaks for it. Grain: document × other document.
-- Nothing they state may differ but the unit's spelling; that the one is silent where the other speaks is no
-- difference. `place` says what they were published in together; a shared folder alone is weak.
with identity as (
    select
        *,
        coalesce(container_id, nullif(found_at, ''), source_url) as place,
        content in ('tables', 'both') as has_tables
    from {{ ref('int_document_identity') }}
),
-- A place with very many documents says little, and comparing all of them with all would take for ever.
small_place as (
    select place from identity
    where place is not null and not starts_with(place, 'folder:')
    group by place
    having count(*) <= 200
),
pair as (
    select one.document_id, other.document_id as other_document_id
    from identity as one
    inner join identity as other on one.unit_id = other.unit_id and one.document_id <> other.document_id
    where coalesce(one.fiscal_year = other.fiscal_year, true)
        and (one.kind = other.kind or 'unknown' in (one.kind, other.kind))
        and (one.report_level = other.report_level or 'unknown' in (one.report_level, other.report_level))
    union
    select one.document_id, other.document_id
    from identity as one
    inner join small_place using (place)
    inner join identity as other on one.place = other.place and one.document_id <> other.document_id
    where coalesce(one.fiscal_year = other.fiscal_year, true)
        and (one.kind = other.kind or 'unknown' in (one.kind, other.kind))
        and (one.report_level = other.report_level or 'unknown' in (one.report_level, other.report_level))
),
-- Amounts as both can print them: to the hundred yuan, which is 0.01 万元. Small ones meet by chance.
amount as (
    select distinct document_id, 'stated' as said, round(amount_yuan / 100)::bigint as amount_key
    from {{ ref('stg_conform__claims') }}
    where abs(amount_yuan) >= 10000 and document_id in (select document_id from pair)
    union
    select distinct document_id, 'printed', round(amount_yuan / 100)::bigint
    from {{ ref('stg_conform__lines') }}
    where abs(amount_yuan) >= 10000 and document_id in (select document_id from pair)
),
stated as (
    select document_id, count(*) as amounts from amount where said = 'stated' group by document_id
),
-- Of a narrative those it shares with the tables; of two files with tables those that both print.
shared as (
    select
        pair.document_id,
        pair.other_document_id,
        count(distinct own.amount_key) filter (where own.said = 'stated' and theirs.said = 'printed') as told,
        count(distinct own.amount_key) filter (where own.said = 'printed' and theirs.said = 'printed') as printed
    from pair
    inner join amount as own on pair.document_id = own.document_id
    inner join amount as theirs
        on pair.other_document_id = theirs.document_id and own.amount_key = theirs.amount_key
    group by all
)
select
    pair.document_id,
    pair.other_document_id,
    one.silent_on,
    other.silent_on as other_silent_on,
    (one.unit_id is not distinct from other.unit_id) as is_same_unit,
    (one.has_tables <> other.has_tables) as roles_complete,
    coalesce(
        case
            when one.publication_key = other.publication_key then 'publication'
            when one.container_id = other.container_id then 'container'
            when starts_with(one.found_at, 'folder:') and one.found_at = other.found_at then 'folder'
            when one.found_at = other.found_at or one.found_at = other.source_url or one.source_url = other.found_at
                then 'page'
        end,
        ''
    ) as published_in,
    case
        when not one.has_tables then coalesce(shared.told, 0)
        when not other.has_tables then coalesce(echo.told, 0)
        else coalesce(shared.printed, 0)
    end as shared_amounts,
    case when one.has_tables <> other.has_tables then coalesce(stated.amounts, 0) end as stated_amounts
from pair
inner join identity as one on pair.document_id = one.document_id
inner join identity as other on pair.other_document_id = other.document_id
left join shared
    on pair.document_id = shared.document_id and pair.other_document_id = shared.other_document_id
left join shared as echo
    on pair.document_id = echo.other_document_id and pair.other_document_id = echo.document_id
left join stated
    on case when one.has_tables then pair.other_document_id else pair.document_id end = stated.document_id
