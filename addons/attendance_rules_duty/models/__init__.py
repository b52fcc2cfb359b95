from . import (
    attendance_board,
    attendance_engine,
    hr_duty_post,
    hr_duty_shift,
    hr_duty_slot,
)
