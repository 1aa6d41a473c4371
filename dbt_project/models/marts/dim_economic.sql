{{ observed_codes('dept_economic') }}
