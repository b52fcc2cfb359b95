from . import (
    helpdesk_ticket_form,
    helpdesk_ticket_page,
    home,
    service_standards,
)
