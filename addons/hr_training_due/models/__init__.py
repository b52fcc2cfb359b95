from . import (
    hr_inbox,
    hr_training,
    hr_training_change,
    hr_training_kind,
    hr_training_plan,
    ir_ui_menu,
)
