from . import test_core_holiday_source
from . import test_core_special_days
from . import test_resource_special_day
from . import test_resource_special_day_import
from . import test_working_hours
