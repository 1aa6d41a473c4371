{{ code_list('dept_economic') }}
