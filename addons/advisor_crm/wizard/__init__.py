from . import advisor_assign
from . import advisor_assign_line
from . import base_partner_merge_automatic_wizard
