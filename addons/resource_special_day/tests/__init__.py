from . import test_core_special_days
from . import test_resource_special_day
from . import test_working_hours
