from . import (
    test_core_days,
    test_demo,
)
