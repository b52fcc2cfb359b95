from . import (
    test_feedback,
    test_feedback_access,
    test_feedback_decision,
)
