# The mixins come first: models that inherit them are built in this order.
from . import advisor_need_mixin
from . import advisor_recommending_mixin
from . import advisor_win_share_mixin
from . import advisor_day
from . import advisor_enquiry_kind
from . import advisor_need_answer
from . import advisor_need_option
from . import advisor_need_question
from . import advisor_solution
from . import advisor_solution_line
from . import advisor_solution_template
from . import advisor_solution_template_line
from . import crm_lead
from . import crm_lost_reason
from . import crm_team
from . import service_indicator
