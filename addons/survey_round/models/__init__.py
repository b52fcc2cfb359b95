from . import res_partner
from . import survey_survey
from . import survey_user_input
from . import survey_user_input_line
from . import survey_round_mixin
from . import survey_round
