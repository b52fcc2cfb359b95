from . import helpdesk_ticket_reason
from . import resource_special_day_import
from . import service_deadline_by_hand
from . import service_deadline_escalate
from . import service_deadline_pause
from . import service_deadline_rule_apply
from . import service_deadline_stop
