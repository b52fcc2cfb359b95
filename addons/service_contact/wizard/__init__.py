from . import base_partner_merge_automatic_wizard
from . import service_contact_step
