-- BX-02: carry-over of the summary = carry-over subtotal of the income table
with terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['carryover_in'], per_table=false) }}
    union all
    {{ total_row('right', 'income_detail', 'carryover_subtotal') }}
)
{{ balance(
    'BX-02', '收支总表上年结转结余', '收入总表上年结转结余小计',
    'carry-over of the summary', 'carry-over subtotal of the income table'
) }}
