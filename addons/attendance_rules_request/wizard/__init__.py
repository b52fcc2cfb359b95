from . import (
    attendance_request_refuse,
    hr_leave_certificate,
    service_policy_example,
)
