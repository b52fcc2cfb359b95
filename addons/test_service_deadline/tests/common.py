from odoo.addons.service_deadline.tests.common import DeadlineCommon
from odoo.addons.service_deadline.tests.common_engine import HOUR, EngineCase

__all__ = ["HOUR", "EngineCommon", "RequestCommon"]


class RequestCommon(DeadlineCommon):
    """Promises on requests of the test add-on."""

    record_model = "test.deadline.request"
    team_model = "test.deadline.team"
    stage_model = "test.deadline.stage"

    @classmethod
    def _create_request(cls, **values):
        return cls._create_record(**values)


class EngineCommon(EngineCase, RequestCommon):
    """The engine on requests of the test add-on."""
