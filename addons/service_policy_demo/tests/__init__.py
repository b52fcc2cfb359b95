from . import (
    test_company,
    test_core_days,
    test_desk_walk,
    test_walk,
)
