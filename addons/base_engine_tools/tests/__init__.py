from . import (
    test_bulk,
    test_core_fingerprint,
    test_core_instants,
    test_core_spans,
    test_words,
)
