from . import (
    test_core_day_kinds,
    test_core_holiday_source,
    test_core_special_days,
    test_day_kinds,
    test_resource_special_day,
    test_resource_special_day_import,
    test_working_hours,
)
