-- B08-02: official vehicles = purchase + operation
{{ row_identity(
    'B08-02', ['three_public'], 'official_vehicles', ['vehicle_purchase', 'vehicle_operation'],
    '公务用车购置及运行费', '购置费 + 运行费', 'official vehicles', 'purchase + operation'
) }}
