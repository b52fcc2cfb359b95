from . import test_campaign_access
from . import test_campaign_draw
from . import test_campaign_result
from . import test_core_campaign
