from . import (
    hr_duty_rotation,
    hr_duty_rotation_seat,
    hr_duty_rotation_tally,
)
