from . import service_role
