from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_duty.tests.common import MONDAY, DutyMixin
from odoo.addons.hr_employee_team.tests.common import TeamCase


@tagged("post_install", "-at_install")
class TestServiceRole(DutyMixin, TeamCase):
    """A promise that nobody keeps reaches whoever is on duty at that moment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role = cls.env.ref("service_duty.service_role_duty")
        cls._duty(MONDAY, cls.lead, cls.employee)

    def _holders(self):
        """Who has the role for a record of the company."""
        record = self.env["service.deadline.mixin"]
        company = patch.object(
            type(record), "_deadline_company", lambda records: self.company
        )
        with company:
            return self.role._holders(record)

    @freeze_time("2026-03-02 10:00:00")  # 18:00 in Shanghai
    def test_whoever_is_on_duty_now_the_leader_first(self):
        expected = self.lead.user_id + self.employee.user_id
        self.assertEqual(self._holders(), expected)
        self.assertEqual(self._holders()[0], self.lead.user_id)

    @freeze_time("2026-03-02 14:00:00")
    def test_nobody_before_and_after(self):
        self.assertFalse(self._holders())

    @freeze_time("2026-03-02 10:00:00")
    def test_only_on_the_posts_of_the_role(self):
        other = self._create_post(name="Gate")
        self.role.duty_post_ids = other
        self.assertFalse(self._holders())
        self.role.duty_post_ids += self.post
        self.assertTrue(self._holders())

    def test_without_duty_rosters_the_role_falls_to_who_took_it(self):
        field = self.env["ir.model.fields"]._get("service.role", "kind")
        duty = field.selection_ids.filtered(lambda option: option.value == "duty")
        duty._process_ondelete()
        self.assertEqual(self.role.kind, "assignee")
