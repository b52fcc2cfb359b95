from . import attendance_feedback_round
from . import attendance_period_check
from . import attendance_policy
from . import res_company
from . import res_config_settings
from . import res_partner
