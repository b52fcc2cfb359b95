from . import test_service_policy
from . import test_service_policy_acknowledgement
