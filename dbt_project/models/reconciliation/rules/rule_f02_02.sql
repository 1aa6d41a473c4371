-- F02-02: current-year income of the summary = total of the income table
with terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['current_income_total'], per_table=false) }}
    union all
    {{ total_row('right', 'income_detail', 'total') }}
)
{{ balance('F02-02', '总表本年收入合计', '收入决算表合计', 'current-year income of the summary', 'total of the income table') }}
