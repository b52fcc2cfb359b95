from . import (
    attendance_month,
    attendance_policy,
    hr_training_change,
    hr_training_plan,
    ir_ui_menu,
)
