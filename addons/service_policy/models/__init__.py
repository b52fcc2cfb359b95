# The mixin comes first: models that inherit it are built in this order.
from . import service_acknowledgement_mixin
from . import service_policy_carried_mixin
from . import hr_inbox
from . import res_company
from . import service_policy
from . import service_policy_acknowledgement
from . import service_policy_adoption
from . import service_policy_carrier
from . import service_policy_clause
from . import service_policy_drift
from . import service_policy_page
from . import service_policy_version
