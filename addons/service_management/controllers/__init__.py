from . import helpdesk_ticket_form
from . import helpdesk_ticket_page
from . import service_standards
