from . import (
    test_bulk,
    test_condition,
    test_core_fingerprint,
    test_core_instants,
    test_core_spans,
    test_plans,
    test_reading,
    test_turns,
    test_words,
)
