# The mixins come first: models that inherit them are built in this order.
from . import service_answer_mixin
from . import service_deadline_guard_mixin
from . import service_deadline_mixin
<<<<<<< HEAD
from . import service_rule_draft_mixin
=======
from . import service_rule_figures_mixin
>>>>>>> clauses
from . import service_rule_problem_mixin
from . import service_rule_sentence_mixin
from . import ir_http
from . import ir_model_fields
from . import ir_websocket
from . import mail_activity
from . import mail_notification
from . import res_company
from . import res_config_settings
from . import hr_department
from . import hr_employee
from . import res_users
from . import resource_calendar
from . import resource_resource
from . import service_deadline
from . import service_deadline_engine
from . import service_deadline_event
from . import service_deadline_rule
from . import service_deadline_step
from . import service_deadline_terms
from . import service_digest
from . import service_indicator
from . import service_notice
from . import service_pause_reason
from . import service_policy
from . import service_policy_carrier
from . import service_policy_version
from . import service_promise
from . import service_role
from . import service_standards
