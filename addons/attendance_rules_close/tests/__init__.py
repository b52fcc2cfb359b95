from . import (
    test_access,
    test_audit,
    test_pay,
    test_period,
    test_reward,
    test_scale,
    test_trial,
    test_core_close,
    test_core_streak,
    test_core_trial,
    test_statement_paper,
)
