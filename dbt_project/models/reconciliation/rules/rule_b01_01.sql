-- B01-01: current-year income total = Σ kinds of income (sub-items of a kind are not added again)
-- Kinds are the rows under the total, whatever they are called; where the tree is not known, the known kinds.
with line as (
    select
        *,
        parent_item = 'current_income_total' and not regexp_matches(row_label, '结转|结余') as is_under_total,
        bool_or(parent_item = 'current_income_total') over (partition by table_key) as has_tree
    from {{ ref('int_check_line') }}
    where table_type = 'income_expenditure_summary' and lane = 'income' and measure in ('amount', 'total')
),

terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['current_income_total']) }}
    union all
    select
        disclosure_id,
        'right' as side,
        table_key as place_key,
        '' as place,
        '' as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        false as has_right
    from line
    where
        case
            when has_tree then is_under_total
            else starts_with(item, 'income_') and not starts_with(parent_item, 'income_')
        end
)
{{ balance('B01-01', '本年收入合计', '各项收入之和', 'current-year income total', 'sum of the kinds of income') }}
