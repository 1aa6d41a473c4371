-- BX-01: total income of the summary = total of the income table
with terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['total_income'], per_table=false) }}
    union all
    {{ total_row('right', 'income_detail', 'total') }}
)
{{ balance('BX-01', '收支总表收入总计', '收入总表合计', 'total income of the summary', 'total of the income table') }}
