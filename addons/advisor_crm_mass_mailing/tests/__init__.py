from . import test_campaign_mailing
from . import test_campaign_mailing_access
from . import test_campaign_mailing_result
from . import test_core_addresses
