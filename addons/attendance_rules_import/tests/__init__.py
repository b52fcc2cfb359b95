from . import (
    test_core_punch_import,
    test_import,
    test_import_access,
    test_import_files,
)
