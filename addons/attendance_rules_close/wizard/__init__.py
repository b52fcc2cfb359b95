from . import (
    attendance_period_ask,
    attendance_period_close,
    attendance_period_reopen,
    attendance_policy_trial,
    attendance_policy_trial_line,
    service_policy_example,
)
