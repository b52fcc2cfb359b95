from . import (
    hr_training_plan,
    hr_training_change,
    hr_training_plan_people,
    hr_training,
    hr_training_remind,
)
