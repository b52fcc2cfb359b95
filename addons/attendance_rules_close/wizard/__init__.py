from . import (
    attendance_period_ask,
    attendance_period_close,
    attendance_period_reopen,
    service_policy_example,
)
