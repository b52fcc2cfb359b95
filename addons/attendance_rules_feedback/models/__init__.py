from . import (
    attendance_feedback_round,
    attendance_feedback_ballot,
    attendance_feedback_decision,
    attendance_policy,
    survey_survey,
    survey_user_input,
)
