from . import test_service_role
