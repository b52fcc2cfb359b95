from . import (
    hr_duty_slot,
    attendance_engine,
)
