from . import (
    test_core_holiday_source,
    test_core_special_days,
    test_resource_special_day,
    test_resource_special_day_import,
    test_working_hours,
)
