{{ config(materialized='table') }}
-- The figures that rules look at, with what they need to know of the row. Grain: line.
-- Only preferred documents and the disclosure's own year; a dash has no amount and counts as blank.
-- `step_yuan` is the finest step printed in the table: tables that drop trailing zeros (870.3 for 870.30)
-- are as precise as their most precise figure.
-- Where a row prints one measure in several columns, or a summary prints one total in several rows, all of them
-- must show the same amount; then the first counts. Otherwise nobody knows which is meant, and none counts.
-- A summary that prints the year's total twice (本年支出 above the classes, 支出合计 below the carry-over) and no other
-- total means the second as the grand total.
with second_total as (
    select document_id, table_index, lane, max(row_number) as row_number
    from {{ ref('int_line_item') }}
    where
        is_preferred
        and table_type in ('income_expenditure_summary', 'fiscal_appropriation_summary')
        and item in ('current_income_total', 'current_expenditure_total', 'total_income', 'total_expenditure')
        and amount_yuan is not null
    group by document_id, table_index, lane
    having count(distinct row_number) = 2 and count(distinct item) = 1 and max(item) like 'current%'
),

own as (
    select
        * exclude (is_second_total) replace (
            -- Where classes are numbered, a row of that name without a number is a division called like a class
            -- (住房保障 under 援助其他地区支出).
            case
                when
                    item = 'function_class' and not is_numbered
                    and bool_or(item = 'function_class' and is_numbered) over (partition by document_id, table_index)
                    then ''
                when is_second_total then replace(replace(item, 'current_', 'total_'), '_total', '')
                else item
            end as item
        ),
        document_id || '-' || table_index as table_key,
        min(step_yuan) over (partition by document_id, table_index) as table_step_yuan
    from (
        select
            line.*,
            regexp_matches(row_label, '^[(（]?[一二三四五六七八九十廿]+[、.．)）]') as is_numbered,
            second_total.row_number is not null and line.item like 'current_%_total' as is_second_total
        from {{ ref('int_line_item') }} as line
        left join second_total using (document_id, table_index, lane, row_number)
    )
    where
        is_preferred
        and amount_yuan is not null
        and {{ is_own_figure() }}
),

repeated as (
    select
        line_id,
        case
            when regexp_matches(item, '^(total|current|carryover)_') then item
            else row_number || ' ' || item
        end as what,
        min(amount_yuan) over same as least_yuan,
        max(amount_yuan) over same as most_yuan,
        row_number() over (same order by row_number, column_number, line_id) as occurrence
    from own
    window same as (partition by table_key, lane, what, measure)
),

line as (
    select own.*
    from own
    inner join repeated using (line_id)
    where repeated.occurrence = 1 and repeated.least_yuan = repeated.most_yuan
),

table_row as (
    select
        table_key,
        lane,
        row_number,
        min(parent_row_number) as parent_row_number,
        min(level) as level,
        bool_or(is_total) as is_total,
        max(item) as item
    from line
    group by table_key, lane, row_number
),

placed as (
    select
        r.table_key,
        r.lane,
        r.row_number,
        r.parent_row_number,
        r.level,
        r.is_total,
        p.level as parent_level,
        coalesce(p.item, '') as parent_item,
        count(*) over (partition by r.table_key) as row_count,
        min(case when r.level = 0 and r.is_total then r.row_number end)
            over (partition by r.table_key, r.lane) as total_row_number
    from table_row as r
    left join table_row as p
        on r.table_key = p.table_key and r.lane = p.lane and r.parent_row_number = p.row_number
),

parent as (
    select distinct table_key, lane, parent_row_number as row_number
    from placed
    where parent_row_number is not null
),

several as (
    select disclosure_id, table_type
    from line
    group by disclosure_id, table_type
    having count(distinct table_key) > 1
)

select
    line.line_id,
    line.disclosure_id,
    line.document_id,
    line.table_index,
    line.table_key,
    line.table_type,
    line.row_number,
    line.parent_row_number,
    line.lane,
    line.code,
    line.code_scheme,
    line.level,
    line.is_leaf,
    line.item,
    placed.parent_item,
    line.row_label,
    line.measure,
    coalesce(label.zh, line.measure) as measure_zh,
    coalesce(label.en, line.measure) as measure_en,
    line.amount_yuan,
    line.amount_text,
    line.amount_state,
    line.table_step_yuan as step_yuan,
    line.money_unit,
    line.quality,
    line.project_code,
    line.project_name,
    -- Another table (or the other side of a summary) shows the amount, to the cent; or it shows the total of the row,
    -- and the row adds up to it.
    line.amount_yuan <> 0
    and (
        shared.is_shared
        or (
            bool_or(shared.is_shared and line.measure = 'total' and line.amount_yuan <> 0) over same_row
            and abs(
                sum(case
                    when line.measure = 'total' then line.amount_yuan
                    when line.measure in (
                        'basic_expenditure', 'project_expenditure', 'remittance_to_superior', 'subsidy_to_affiliates'
                    ) then -line.amount_yuan
                    else 0
                end) over same_row
            ) <= 2 * line.table_step_yuan
        )
    ) as is_borne_out,
    regexp_extract(line.project_code, '^\d{11}([RYT])\d{9}$', 1) as project_class,
    line.row_number = placed.total_row_number as is_grand_total,
    line.row_number = placed.total_row_number or placed.row_count = 1 as is_summary_row,
    line.level > 0 and case
        when line.parent_row_number is null then true
        else coalesce(placed.parent_level = 0, line.level = 1)
    end as is_top,
    parent.row_number is not null and line.level > 0 as has_children,
    case when several.table_type is not null then '第' || line.table_index || '张表 ' else '' end
    || case
        when line.row_number = placed.total_row_number then '合计行'
        else trim(coalesce(line.code, '') || ' ' || line.row_label)
    end as row_name
from line
inner join placed
    on line.table_key = placed.table_key and line.lane = placed.lane and line.row_number = placed.row_number
left join parent
    on line.table_key = parent.table_key and line.lane = parent.lane and line.row_number = parent.row_number
left join several on line.disclosure_id = several.disclosure_id and line.table_type = several.table_type
inner join (
    select
        line_id,
        min(table_type || lane) over same <> max(table_type || lane) over same as is_shared
    from line
    window same as (partition by disclosure_id, amount_yuan)
) as shared on line.line_id = shared.line_id
left join {{ ref('measures') }} as label on line.measure = label.measure
window same_row as (partition by line.table_key, line.lane, line.row_number)
