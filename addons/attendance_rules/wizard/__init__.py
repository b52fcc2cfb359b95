from . import (
    attendance_policy_publish,
    attendance_recompute,
    service_policy_example,
)
