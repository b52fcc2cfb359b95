from . import (
    attendance_import_column,
    attendance_import,
)
