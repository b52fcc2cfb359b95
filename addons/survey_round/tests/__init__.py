from . import (
    test_ballot_page,
    test_core_averages,
    test_core_reminders,
    test_survey_round,
)
