from . import (
    test_core_training,
    test_training,
    test_training_access,
)
