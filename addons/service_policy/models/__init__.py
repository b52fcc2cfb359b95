# The mixin comes first: models that inherit it are built in this order.
from . import service_acknowledgement_mixin
from . import hr_inbox
from . import res_company
from . import service_policy
from . import service_policy_acknowledgement
from . import service_policy_adoption
