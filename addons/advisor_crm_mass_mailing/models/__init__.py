from . import customer_campaign
from . import customer_campaign_member
from . import mailing_mailing
from . import mailing_trace
from . import res_partner
