from . import res_company
from . import res_config_settings
from . import sms_gateway
from . import sms_gateway_call
from . import sms_gateway_record
from . import sms_gateway_report
from . import sms_sms
from . import sms_tracker
