-- BX-04: total expenditure of the summary, without carry-over at year end = total of the expenditure table
with terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['total_expenditure'], per_table=false) }}
    union all
    {{ summary_terms('left', 'income_expenditure_summary', ['carryover_out'], sign=-1, needed=false, per_table=false) }}
    union all
    {{ total_row('right', 'expenditure_detail', 'total') }}
    union all
    -- Where the expenditure table counts the carry-over as expenditure, it is taken out there too.
    {{ total_row('right', 'expenditure_detail', 'carryover_to_next_year', sign=-1, needed=false) }}
)
{{ balance(
    'BX-04', '收支总表支出总计（减年终结转结余）', '支出总表合计',
    'total expenditure of the summary (less carry-over out)', 'total of the expenditure table'
) }}
