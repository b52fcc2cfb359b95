from odoo.fields import Command, Date
from odoo.tests import freeze_time

from odoo.addons.advisor_crm.tests.common import AdvisorCase

MORNING = "2026-03-02 01:30:00"  # Monday, half past nine in Shanghai


class CareCase(AdvisorCase):
    """Lotus Mall greets its customers; Employee is the advisor of Lily, whose birthday
    is on 10 March. It is Monday, 2026-03-02.

    Of the shipped occasions only the birthday is left.
    """

    @classmethod
    def setUpClass(cls):
        freezer = freeze_time(MORNING)
        cls.frozen = freezer.start()
        cls.addClassCleanup(freezer.stop)
        super().setUpClass()
        cls.birthday = cls.env.ref("advisor_crm_care.customer_care_occasion_birthday")
        cls.env["customer.care.occasion"].search([]).active = False
        cls.birthday.write({"active": True, "with_gift": False})
        cls.company.care_active = True
        cls.lily = cls._create_customer(
            "Lily",
            cls.important,
            email="lily@customer.example",
            phone="+8613800000000",
            tz="Asia/Shanghai",
        )
        cls._assign(cls.lily, cls.advisor, day=Date.to_date("2026-01-05"))
        cls.day = cls._create_day(cls.lily, 3, 10)
        cls.tea = cls.env["customer.care.gift"].create(
            {"name": "Tea", "cost": 50, "company_id": cls.company.id}
        )
        cls._create_profile(cls.advisor, 10, care_budget=1000)

    def setUp(self):
        super().setUp()
        self.frozen.move_to(MORNING)

    def _go(self, moment):
        self.env.flush_all()
        self.env.invalidate_all()
        self.frozen.move_to(moment)

    @classmethod
    def _create_day(cls, partner, month, day, **values):
        return cls.env["customer.care.date"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "occasion_id": cls.birthday.id,
                "month": month,
                "day": day,
            }
            | values
        )

    @classmethod
    def _create_occasion(cls, name="Festival", **values):
        return cls.env["customer.care.occasion"].create(
            {
                "name": name,
                "audience": "all",
                "subject": f"{name}!",
                "text": "Dear {customer}, all the best. {company}",
            }
            | values
        )

    @classmethod
    def _consent(cls, partner, *means):
        return cls.env["customer.care.consent"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "means": each,
                    "obtained": "written",
                }
                for each in means
            ]
        )

    def _with_gifts(self, cap=100, stock=5):
        """Birthdays come with tea, for important customers."""
        self.birthday.with_gift = True
        self.strategy.write({"care_gift_id": self.tea.id, "care_gift_cap": cap})
        if stock:
            self.tea.sudo()._move("in", stock)
        self._greetings(self.lily).filtered(
            lambda one: one.state == "planned"
        ).sudo().unlink()
        self._run_job()

    def _greetings(self, partner):
        return self.env["customer.care.greeting"].search(
            [("partner_id", "=", partner.id)]
        )

    def _run_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("advisor_crm_care.ir_cron_care").method_direct_trigger()
        self.env.invalidate_all()

    def _mails(self, partner):
        return self.env["mail.mail"].search([("recipient_ids", "in", partner.ids)])

    def _texts(self, partner):
        return self.env["sms.sms"].search([("partner_id", "in", partner.ids)])

    def _plan_again(self):
        self.env["customer.care.occasion"]._plan_anew()
        self._run_job()

    @classmethod
    def _name_in_strategy(cls, *occasions):
        cls.strategy.care_occasion_ids = [Command.link(one.id) for one in occasions]
