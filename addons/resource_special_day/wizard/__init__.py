from . import (
    resource_special_day_import,
    resource_special_day_import_line,
    resource_special_day_region,
)
