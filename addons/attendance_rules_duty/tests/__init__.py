from . import (
    test_duty_board,
    test_duty_rest,
)
