from . import (
    helpdesk_ticket,
    service_deadline,
    service_rating,
    service_report_month,
    service_ticket_note,
)
