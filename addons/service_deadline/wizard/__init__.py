from . import (
    resource_special_day_import,
    service_deadline_by_hand,
    service_deadline_escalate,
    service_deadline_pause,
    service_deadline_rule_apply,
    service_deadline_stop,
    service_policy_pack,
    service_policy_reading,
    service_policy_reading_rule,
)
