{{ observed_codes('function') }}
