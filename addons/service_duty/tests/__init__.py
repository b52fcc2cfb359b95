from . import test_service_indicator, test_service_role
