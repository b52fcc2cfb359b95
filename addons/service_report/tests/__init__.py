from . import test_core_handling
from . import test_core_month_report
from . import test_service_handling
from . import test_service_indicator
from . import test_service_report_month
