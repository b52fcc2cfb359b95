from odoo.fields import Command
from odoo.tests import freeze_time

from odoo.addons.hr_employee_team.tests.common import TeamCase

MONDAY = "2026-03-02 01:00:00"  # 9 o'clock in Shanghai
GROUPS = ("sales_team.group_sale_salesman", "advisor_crm.group_advisor")


class NeedCase(TeamCase):
    """Policy SA is in force in Lotus Mall; Anna and Berta sell, each her own leads, led
    by Manager; Carl Customer has an address. It is Monday, 2026-03-02, nine o'clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(cls.registry["mail.mail"], "send_after_commit", _leave)
        freezer = freeze_time(MONDAY)
        cls.frozen = freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.company.email = "lotus@example.org"
        cls.env["service.policy"].search([]).company_ids = [Command.clear()]
        cls.sa = cls.env.ref("service_policy.service_policy_sa")
        cls.sa.company_ids = [Command.set(cls.company.ids)]
        cls.sa.rule_ids.date_from = cls.sa.adoption_ids.since = "2020-01-01"
        cls.anna = cls._create_user("anna", *GROUPS)
        cls.berta = cls._create_user("berta", *GROUPS)
        cls.boss = cls._create_user(
            "boss", "sales_team.group_sale_manager", "advisor_crm.group_manager"
        )
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Lotus sales",
                "company_id": cls.company.id,
                "user_id": cls.manager.user_id.id,
                "member_ids": [Command.set((cls.anna | cls.berta).ids)],
            }
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Carl Customer", "email": "carl@customer.example", "lang": "en_US"}
        )
        cls.kind = cls.env.ref("advisor_crm_need.enquiry_kind_enquiry")
        cls.urgent = cls.env.ref("advisor_crm_need.enquiry_kind_urgent")
        cls.product = cls.env["product.product"].create(
            {"name": "Coffee machine", "list_price": 100.0}
        )

    def setUp(self):
        super().setUp()
        self.frozen.move_to(MONDAY)

    def _go(self, moment):
        self.env.flush_all()
        self.frozen.move_to(moment)

    @classmethod
    def _create_lead(cls, **values):
        lead = cls.env["crm.lead"].create(
            {
                "name": "Coffee for 40 people",
                "type": "opportunity",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
                "user_id": cls.anna.id,
                "partner_id": cls.customer.id,
                "enquiry_kind_id": cls.kind.id,
            }
            | values
        )
        cls.env.flush_all()
        return lead

    def _promise(self, record, code):
        """Promises of a record by their code, the oldest first."""
        self.env.flush_all()
        return self.env["service.deadline"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("promise_id.code", "=", code),
            ],
            order="id",
        )

    def _reply(self, lead, user=None, **values):
        """Somebody writes to the customer; the e-mail leaves."""
        lead.with_user(user or self.anna).message_post(
            **{
                "body": "We have just the thing.",
                "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment",
                "partner_ids": lead.partner_id.ids,
            }
            | values
        )
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.cr.postcommit.run()
        self.env.flush_all()

    def _create_solution(self, lead, **values):
        return (
            self.env["advisor.solution"]
            .with_user(self.anna)
            .create(
                {
                    "name": "Two machines",
                    "lead_id": lead.id,
                    "content": "<p>Two machines, and beans.</p>",
                    "line_ids": [
                        Command.create({"product_id": self.product.id, "quantity": 2})
                    ],
                }
                | values
            )
        )


def _leave(mails):
    """E-mails go to a mail server that takes all that have an address; nothing leaves
    this machine."""
    told = mails.sudo().notification_ids.filtered(
        lambda told: told.res_partner_id.email or told.mail_email_address
    )
    told.write({"notification_status": "sent"})
