from . import (
    attendance_duty_rotation,
    attendance_duty_rotation_seat,
    attendance_duty_rotation_tally,
)
