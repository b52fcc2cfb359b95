# The mixin comes first: models that inherit it are built in this order.
from . import service_deadline_mixin
from . import helpdesk_ticket_deadline
from . import mail_activity
from . import resource_calendar
from . import service_deadline
from . import service_deadline_event
from . import service_deadline_explainer
from . import service_deadline_rule
from . import service_deadline_rule_spec
from . import service_deadline_runner
from . import service_deadline_step
from . import service_deadline_terms
from . import service_pause_reason
from . import service_policy
from . import service_promise
from . import service_role
from . import tmp_stub
