from . import (
    test_core_demo_story,
    test_demo,
)
