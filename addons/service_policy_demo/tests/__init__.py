from . import (
    test_company,
    test_core_buyers,
    test_core_days,
    test_customers,
    test_finger_day,
    test_walk,
)
