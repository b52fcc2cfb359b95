from . import (
    attendance_day,
    attendance_dirty,
    attendance_engine,
    attendance_explainer,
    attendance_incident,
    attendance_month,
    attendance_policy,
    attendance_policy_band,
    attendance_policy_leave,
    hr_employee,
)
