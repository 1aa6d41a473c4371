-- A dash has no amount, a zero is zero, a number is a number that was read.
select line_id, amount_state, amount_yuan, amount_text
from {{ ref('fct_line_item') }}
where (amount_state = 'dash' and amount_yuan is not null)
    or (amount_state = 'zero' and amount_yuan is distinct from 0)
    or (amount_state = 'number' and amount_yuan is null)
