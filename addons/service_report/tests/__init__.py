from . import test_core_board
from . import test_core_handling
from . import test_core_month_report
from . import test_service_board
from . import test_service_board_wall
from . import test_service_handling
from . import test_service_indicator
from . import test_service_report_month
