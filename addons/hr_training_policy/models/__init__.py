from . import hr_training_plan
from . import service_indicator
from . import service_policy_carrier
