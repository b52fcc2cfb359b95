from . import (
    attendance_duty_rotation,
    attendance_duty_rotation_seat,
    attendance_duty_rotation_tally,
    attendance_import,
    attendance_period_ask,
    attendance_period_close,
    attendance_period_reopen,
    attendance_policy_trial,
    attendance_policy_trial_line,
    attendance_recompute,
    attendance_request_refuse,
    hr_leave_certificate,
)
