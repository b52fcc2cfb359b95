from . import resource_special_day
from . import resource_calendar
from . import resource_calendar_attendance
from . import resource_calendar_leaves
