from . import resource_special_day_region
from . import resource_special_day_import
from . import resource_special_day_import_line
