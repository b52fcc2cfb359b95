from . import helpdesk_ticket
from . import ir_websocket
from . import res_company
from . import res_config_settings
from . import service_board
from . import service_handling
from . import service_handover
from . import service_indicator
