from . import (
    hr_duty_criterion,
    hr_duty_evaluation,
    hr_duty_log,
    hr_duty_member,
    hr_duty_post,
    hr_duty_problem,
    hr_duty_score,
    hr_duty_shift,
    hr_duty_slot,
    hr_duty_swap,
    hr_duty_template,
    hr_leave,
)
