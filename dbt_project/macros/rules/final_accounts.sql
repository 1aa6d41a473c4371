{# Building blocks of the rules of final accounts. #}

{#
CTEs `sentence`, `read_out` and `stated`: the sentences of final accounts; the amounts, the rate of completion and the
word of comparison that each gives; and those that give one budget and one final amount in the same unit.
#}
{% macro final_statements() %}
sentence as (
    select
        disclosure_id,
        evidence_id,
        heading,
        block_index,
        unnest(string_split(regexp_replace(replace(text, ',', ''), '\s', '', 'g'), '。')) as said
    from {{ ref('int_check_block') }}
    where kind = 'final' and block_kind in ('paragraph', 'heading')
),

read_out as (
    select
        *,
        regexp_extract(
            said,
            '(?:年初)?预算(?:数|安排)?为?(\d+(?:\.\d+)?)(万元|亿元|元)[，；、]?(?:支出|本年支出|实际支出)?决算(?:数)?为?(\d+(?:\.\d+)?)(万元|亿元|元)',
            ['budget_text', 'budget_unit', 'final_text', 'final_unit']
        ) as amounts,
        regexp_extract(said, '(?:完成|占)(?:年初)?(?:预算|全年预算|调整预算)(?:数)?的?(\d+(?:\.\d+)?)[%％]', 1) as rate_text,
        regexp_extract(said, '决算(?:数)?(大于|高于|小于|低于|等于|与)(?:年初)?预算(?:数)?(?:基本)?(持平|一致|相等)?', 1) as relation
    from sentence
),

stated as (
    select
        *,
        amounts.budget_text::decimal(20, 6) as budget_amount,
        amounts.final_text::decimal(20, 6) as final_amount,
        case when amounts.budget_text like '%.%' then length(split_part(amounts.budget_text, '.', 2)) else 0 end as decimals
    from read_out
    where amounts.budget_text <> '' and amounts.budget_unit = amounts.final_unit
        -- One pair of amounts in the sentence, or it is not known which the rate and the words belong to.
        and len(regexp_extract_all(said, '预算(?:数|安排)?为?\d')) = 1
)
{% endmacro %}

{#
CTE `half`: the figures that a table of basic expenditure prints as its personnel and its operating total, the first of
each; column `half` says which.
#}
{% macro basic_halves() %}
half as (
    select
        l.*,
        case
            when row_label like '%人员经费%' and measure in ('total', 'personnel_expenditure', 'amount') then 'personnel'
            when row_label like '%公用经费%' and measure in ('total', 'operating_expenditure', 'amount') then 'operating'
            when measure = 'personnel_expenditure' and is_grand_total then 'personnel'
            when measure = 'operating_expenditure' and is_grand_total then 'operating'
        end as half
    from {{ ref('int_check_line') }} as l
    where table_type = 'general_budget_basic_expenditure' and (is_grand_total or row_label like '%合计%')
    qualify half is not null and row_number() over (partition by table_key, half order by row_number, measure) = 1
)
{% endmacro %}
