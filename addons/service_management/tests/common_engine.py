from odoo.addons.service_deadline.tests.common_engine import HOUR, EngineCase

from .common import ServiceCommon

__all__ = ["HOUR", "EngineCommon"]


class EngineCommon(EngineCase, ServiceCommon):
    """The engine on tickets."""
