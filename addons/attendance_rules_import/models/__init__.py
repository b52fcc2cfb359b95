from . import attendance_import_badge
from . import attendance_import_source
from . import hr_attendance
