from . import test_core_reports
from . import test_core_signing
from . import test_sms_gateway
from . import test_sms_gateway_access
from . import test_sms_report
