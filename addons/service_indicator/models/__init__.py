from . import service_indicator
