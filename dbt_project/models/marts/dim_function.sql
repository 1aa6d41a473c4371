{{ code_list('function') }}
