from . import test_core_indicator, test_service_indicator
