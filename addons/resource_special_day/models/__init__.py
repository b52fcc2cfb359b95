from . import (
    res_country,
    resource_calendar,
    resource_calendar_attendance,
    resource_calendar_leaves,
    resource_resource,
    resource_special_day,
)
