from . import sms_gateway_report
