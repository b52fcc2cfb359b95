from . import test_core_documents
from . import test_core_likeness
from . import test_core_drift
from . import test_core_figures
from . import test_service_policy
from . import test_service_policy_acknowledgement
from . import test_service_policy_version
from . import test_service_policy_reading
