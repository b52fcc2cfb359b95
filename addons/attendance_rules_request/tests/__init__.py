from . import (
    test_core_nudge,
    test_core_requests,
    test_correction,
    test_excuse,
    test_leave_approval,
    test_leave_certificate,
    test_leave_notice,
    test_nudge,
    test_overtime,
    test_request_access,
    test_talk,
)
