from . import service_policy_example
from . import service_policy_reading
from . import service_policy_reading_line
