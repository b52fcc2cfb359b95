from . import (
    attendance_request_refuse,
    hr_leave_certificate,
)
