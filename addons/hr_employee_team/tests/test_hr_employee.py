from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestHrEmployee(TransactionCase):
    """boss <- lead <- (ann, bob); hr officer elsewhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.boss = cls._employee("boss")
        cls.lead = cls._employee("lead", cls.boss)
        cls.ann = cls._employee("ann", cls.lead)
        cls.bob = cls._employee("bob", cls.lead, with_user=False)
        cls.officer = new_test_user(cls.env, "officer", groups="hr.group_hr_user")

    @classmethod
    def _employee(cls, name, manager=None, with_user=True):
        user = with_user and new_test_user(cls.env, name, groups="base.group_user")
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "user_id": user and user.id,
                "parent_id": manager and manager.id,
            }
        )

    def _away(self, employee):
        now = fields.Datetime.now()
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": employee.resource_id.id,
                "date_from": now - timedelta(hours=1),
                "date_to": now + timedelta(hours=1),
                "time_type": "leave",
            }
        )

    def _team(self, employee, model="hr.employee"):
        found = self.env[model].with_user(employee.user_id)
        domain = [("in_my_team", "=", True)]
        return set(found.sudo().search(domain).mapped("name"))

    def test_the_team_is_oneself_and_everybody_below(self):
        for model in ("hr.employee", "hr.employee.public"):
            with self.subTest(model=model):
                everybody = {"boss", "lead", "ann", "bob"}
                self.assertEqual(self._team(self.boss, model), everybody)
                self.assertEqual(self._team(self.ann, model), {"ann"})
        seen = self.ann.with_user(self.lead.user_id).sudo()
        self.assertTrue(seen.in_my_team)
        self.assertFalse(self.boss.with_user(self.lead.user_id).sudo().in_my_team)

    def test_a_chain_that_runs_in_a_circle_ends(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_employee SET parent_id = %s WHERE id = %s",
            [self.ann.id, self.boss.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self._team(self.ann), {"boss", "lead", "ann", "bob"})
        self.assertTrue(self.ann.user_id._manager(50))

    def test_the_nearest_manager_decides(self):
        found = (self.ann + self.bob + self.lead)._get_approvers()
        self.assertEqual(found[self.ann], self.lead.user_id)
        self.assertEqual(found[self.bob], self.lead.user_id)
        self.assertEqual(found[self.lead], self.boss.user_id)

    def test_without_a_manager_hr_decides_and_never_oneself(self):
        self.boss.user_id.group_ids += self.env.ref("hr.group_hr_user")
        found = self.boss._get_approvers()[self.boss]
        self.assertIn(self.officer, found)
        self.assertNotIn(self.boss.user_id, found)

    def test_messages_reach_whoever_has_no_user(self):
        partners = (self.ann + self.bob)._message_partners()
        self.assertEqual(
            partners, self.ann.user_id.partner_id | self.bob.work_contact_id
        )

    def test_people_are_written_to_in_their_language(self):
        self.ann.user_id.lang = "en_US"
        self.bob.work_contact_id.lang = "zh_CN"
        found = (self.ann + self.bob)._by_reader_lang()
        self.assertEqual(found, {"en_US": self.ann, "zh_CN": self.bob})

    def test_who_is_away_is_stood_in_for_by_the_deputy_then_the_manager(self):
        user = self.ann.user_id
        self.assertEqual(user._present(), user)
        self._away(self.ann)
        self.assertEqual(user._present(), self.lead.user_id)
        user.deputy_id = self.officer
        self.assertEqual(user._present(), self.officer)
        self.officer.active = False
        self.assertFalse(user.deputy_id._present())

    def test_nobody_is_found_in_a_circle_of_absent_people(self):
        self.ann.user_id.deputy_id = self.lead.user_id
        self.lead.user_id.deputy_id = self.ann.user_id
        self.boss.user_id = False
        self._away(self.ann)
        self._away(self.lead)
        self.assertFalse(self.ann.user_id._present())

    def test_everybody_names_the_own_deputy(self):
        own = self.ann.user_id.with_user(self.ann.user_id)
        own.deputy_id = self.lead.user_id
        self.assertEqual(own.deputy_id, self.lead.user_id)

    def test_employees_by_company_take_one_query(self):
        people = self.ann + self.bob
        self.env.flush_all()
        with self.assertQueryCount(1):
            found = people._by_company()
        self.assertEqual(found, {self.env.company: people})

    def test_a_department_knows_those_above(self):
        departments = self.env["hr.department"]
        top = departments.create({"name": "Top"})
        below = departments.create({"name": "Below", "parent_id": top.id})
        self.assertEqual(below._path(), {top.id, below.id})
