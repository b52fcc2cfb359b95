from . import (
    helpdesk_ticket_call,
    helpdesk_ticket_reason,
    helpdesk_ticket_solve,
    service_deadline_pause,
    service_policy_example,
    service_policy_pack,
)
