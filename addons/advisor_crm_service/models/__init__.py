from . import advisor_assigner
from . import advisor_day
from . import advisor_mover
from . import customer_strategy
from . import helpdesk_ticket
from . import service_desk
from . import service_standards
