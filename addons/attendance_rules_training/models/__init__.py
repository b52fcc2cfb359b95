from . import (
    attendance_policy,
)
