from . import (
    test_core_rotation,
    test_duty_access,
    test_duty_evaluation,
    test_duty_gap,
    test_duty_log,
    test_duty_roster,
    test_duty_rotation,
    test_duty_swap,
    test_duty_tours,
    test_hr_inbox,
    test_ir_ui_menu,
)
