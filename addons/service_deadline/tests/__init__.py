from . import (
    test_core_clock_properties,
    test_core_deadline_clock,
    test_core_deadline_pause,
    test_core_escalation,
    test_core_explanation,
    test_core_working_time,
    test_core_working_time_properties,
    test_explanation_words,
    test_ir_http,
    test_resource_calendar_properties,
    test_service_role_tour,
)
