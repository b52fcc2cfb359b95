from . import test_core_tier
from . import test_customer_facts
from . import test_customer_reference
from . import test_customer_tier_access
from . import test_customer_tier_merge
from . import test_customer_tier_run
from . import test_customer_tier_statement
from . import test_customer_tier_trial
