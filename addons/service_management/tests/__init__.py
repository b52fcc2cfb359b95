from . import test_core_clock_properties
from . import test_core_deadline_clock
from . import test_core_deadline_pause
from . import test_core_working_time
from . import test_core_working_time_properties
from . import test_ir_http
