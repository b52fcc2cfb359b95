from . import customer_campaign_result_mixin
from . import crm_lead
from . import customer_campaign
from . import customer_campaign_member
from . import res_company
from . import res_config_settings
from . import res_partner
from . import service_contact_duty
