from . import (
    test_duty_rest,
)
