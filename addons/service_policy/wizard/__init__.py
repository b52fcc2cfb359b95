from . import service_policy_example
