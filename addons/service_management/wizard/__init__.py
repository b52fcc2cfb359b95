from . import (
    helpdesk_ticket_reason,
)
