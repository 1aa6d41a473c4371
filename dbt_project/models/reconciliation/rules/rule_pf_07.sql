-- PF-07: fiscal appropriation of the overall form = total income of the appropriation summary
-- The form adds up rounded parts of three kinds of expenditure, hence the larger allowance.
with terms as (
    {{ terms('left', 'overall_performance', "item = 'fiscal_appropriation' and measure = 'amount'") }}
    union all
    {{ summary_terms('right', 'fiscal_appropriation_summary', ['total_income'], per_table=false) }}
)
{{ balance(
    'PF-07', '整体绩效表财政拨款', '财政拨款收支总表收入总计',
    'fiscal appropriation of the overall form', 'total income of the appropriation summary',
    addends=3
) }}
