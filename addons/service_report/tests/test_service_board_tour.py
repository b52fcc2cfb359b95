from datetime import timedelta

from odoo.fields import Datetime
from odoo.tests import HttpCase, tagged

from .common import ReportCommon


@tagged("post_install", "-at_install")
class TestServiceBoardTour(ReportCommon, HttpCase):
    """A leader looks at the board and opens what it counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_rule(clock="elapsed", limit=4)
        cls.env["helpdesk.ticket"].search([]).active = False
        cls.chief = cls._create_user("chief_x", "helpdesk_mgmt.group_helpdesk_manager")
        late = Datetime.now() - timedelta(hours=6)
        cls._create_ticket(registered_at=late)
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def test_on_a_desk(self):
        self.browser_size = "1440x900"
        self.start_tour("/odoo/service-board", "service_report_board", login="chief_x")

    def test_on_a_phone(self):
        self.browser_size, self.touch_enabled = "390x844", True
        self.start_tour("/odoo/service-board", "service_report_board", login="chief_x")
