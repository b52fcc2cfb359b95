from odoo.fields import Command
from odoo.tests import freeze_time

from odoo.addons.hr_employee_team.tests.common import TeamCase
from odoo.addons.service_deadline.engine.lone_step import LoneStep

MONDAY = "2026-03-02 01:00:00"  # 9 o'clock in Shanghai


class ContactCase(TeamCase):
    """Lotus Mall keeps contact under policy SA, which is in force. It is Monday,
    2026-03-02, nine o'clock. Employee cares for the merchants Lotus Tea and Plum Silk;
    nobody for Reed Paper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time(MONDAY)
        cls.frozen = freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.policy_admin = cls._create_user(
            "policy_admin", "service_policy.service_policy_group_manager"
        )
        cls.stranger = cls._create_user("stranger_in_house")
        cls.env["service.policy"].search([]).company_ids = [Command.clear()]
        cls.sa = cls.env.ref("service_policy.service_policy_sa")
        cls.sa.company_ids = [Command.set(cls.company.ids)]
        cls.sa.rule_ids.date_from = cls.sa.adoption_ids.since = "2020-01-01"
        cls.user = cls.employee.user_id
        cls.category = cls.env["res.partner.category"].create({"name": "Merchants X"})
        cls.tea, cls.silk, cls.paper = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "is_company": True,
                    "phone": f"+86 21 5555 000{number}",
                    "category_id": [Command.set(cls.category.ids)],
                    "user_id": number < 3 and cls.user.id,
                }
                for number, name in enumerate(
                    ("Lotus Tea", "Plum Silk", "Reed Paper"), 1
                )
            ]
        )
        cls.person = cls.env["res.partner"].create(
            {"name": "Mrs Tea", "parent_id": cls.tea.id}
        )
        cls.call = cls.env.ref("service_contact.service_contact_means_call")
        cls.visit = cls.env.ref("service_contact.service_contact_means_visit")

    def setUp(self):
        super().setUp()
        self.frozen.move_to(MONDAY)

    @classmethod
    def _create_cadence(cls, publish=True, **values):
        """Merchants, monthly, by their salesperson."""
        cadence = cls.env["service.contact.cadence"].create(
            {
                "name": "Merchants",
                "company_id": cls.company.id,
                "policy_ref": "SA-2.1",
                "domain": f"[('category_id', 'in', {cls.category.ids})]",
                **values,
            }
        )
        if publish:
            cadence.action_publish()
        return cadence

    def _plan(self, cadence=None):
        """What the job does, in one transaction."""
        cadences = cadence or self.env["service.contact.cadence"].search(
            [("state", "=", "published")]
        )
        changed = sum(one._plan() for one in cadences)
        while self.env["service.contact.duty"].sudo()._settle_pending():
            pass
        self.env.invalidate_all()
        return changed

    def _duties(self, *partners, **values):
        self.env.flush_all()
        partners = self.env["res.partner"].union(*partners)
        domain = [("company_id", "=", self.company.id)]
        domain += [("partner_id", "in", partners.ids)] if partners else []
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["service.contact.duty"].search(domain)

    def _promise(self, duty):
        self.env.flush_all()
        return self.env["service.deadline"].search(
            [("res_model", "=", duty._name), ("res_id", "=", duty.id)]
        )

    def _note(self, partner, user=None, **values):
        note = (
            self.env["service.contact.note"]
            .with_user(user or self.user)
            .create({"partner_id": partner.id, "means_id": self.call.id, **values})
        )
        self.env.flush_all()
        return note

    def _go(self, moment):
        self.env.flush_all()
        self.frozen.move_to(moment)

    def _run(self):
        """What happens to promises by the passing of time, as the job does it."""
        runner = self.env["service.deadline.engine"]
        self.env.flush_all()
        while ids := runner._lock_due([]):
            for deadline_id, step_id in runner._run_batch(ids) or ():
                lone = LoneStep(self.env, deadline_id, step_id, runner._now())
                if lone.find():
                    lone.act()
                lone.note_done()
        self.env.invalidate_all()

    def _queries(self, work):
        """How many queries some work takes, with nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _merge(self, source, target):
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((source | target).ids, target, extra_checks=False)
        self.env.invalidate_all()
