from . import (
    attendance_demo,
    attendance_demo_close,
    attendance_demo_duty,
    attendance_demo_leave,
    attendance_demo_request,
    attendance_demo_training,
)
