from . import (
    test_core_recurrence,
    test_training,
    test_training_access,
    test_training_tours,
)
