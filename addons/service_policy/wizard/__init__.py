from . import service_policy_example
from . import service_policy_pack
from . import service_policy_pack_export
from . import service_policy_reading
from . import service_policy_reading_line
