from . import res_company
from . import res_config_settings
from . import service_rating
from . import service_rating_letter
from . import service_rating_mixin
from . import sms_sms
