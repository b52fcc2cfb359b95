from . import test_core_drift
from . import test_core_figures
from . import test_service_policy
from . import test_service_policy_access
from . import test_service_policy_acknowledgement
from . import test_service_policy_clause
from . import test_service_policy_drift
from . import test_service_policy_version
