-- An amount whose unit of money was not read must not be a fact.
select line_id, amount_text
from {{ ref('fct_line_item') }}
where amount_yuan is not null and money_unit = 'unknown'
