from . import (
    attendance_duty_rotation,
    attendance_duty_rotation_seat,
    attendance_duty_rotation_tally,
    attendance_import,
    attendance_request_refuse,
    hr_leave_certificate,
)
