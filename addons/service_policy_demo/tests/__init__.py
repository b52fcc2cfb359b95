from . import (
    test_company,
    test_core_days,
    test_walk,
)
