from . import (
    test_core_punch_corpus,
    test_core_punch_import,
    test_core_punch_properties,
    test_import,
    test_import_access,
    test_import_files,
    test_import_people,
)
