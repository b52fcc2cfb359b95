from . import (
    attendance_import,
)
