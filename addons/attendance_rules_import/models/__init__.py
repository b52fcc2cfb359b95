from . import (
    attendance_import_badge,
    attendance_import_source,
    hr_attendance,
)
