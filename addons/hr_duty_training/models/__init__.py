from . import (
    hr_duty_evaluation,
    hr_duty_member,
    hr_duty_post,
    hr_training,
    hr_training_plan,
)
