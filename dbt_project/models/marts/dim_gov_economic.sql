{{ code_list('gov_economic') }}
