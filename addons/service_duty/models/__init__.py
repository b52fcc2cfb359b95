from . import service_indicator, service_role
