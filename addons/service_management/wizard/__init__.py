from . import helpdesk_ticket_reason
from . import service_policy_example
