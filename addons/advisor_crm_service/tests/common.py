from odoo.tests import new_test_user

from odoo.addons.service_management.tests.common_policy import PolicyCommon


class TierRequestCase(PolicyCommon):
    """Important customers have a team of their own, a priority and a stricter policy.

    ``advisor`` serves the customer X; ``stranger`` serves others.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, mail_notify_force_send=False))
        cls._put_in_force("SM", "IMP")
        cls.own_team = cls.env["helpdesk.ticket.team"].create({"name": "Own team"})
        cls.important = cls.env["customer.tier"].search(
            [("company_id", "=", cls.company.id), ("code", "=", "important")]
        )
        cls.env["customer.strategy"].search(
            [("company_id", "=", cls.company.id)]
        ).unlink()
        cls.strategy = cls.env["customer.strategy"].create(
            {
                "tier_id": cls.important.id,
                "helpdesk_team_id": cls.own_team.id,
                "priority": "3",
            }
        )
        cls.strategy.action_publish()
        group = "advisor_crm.group_advisor"
        cls.advisor = new_test_user(cls.env, "advisor_of_requests", groups=group)
        cls.stranger = new_test_user(cls.env, "advisor_of_others", groups=group)

    @classmethod
    def _promote(cls, partner=None, company=None, tier=None):
        cls.env["customer.standing"].sudo().create(
            {
                "partner_id": (partner or cls.customer).id,
                "company_id": (company or cls.company).id,
                "tier_id": (tier or cls.important).id,
            }
        )

    @classmethod
    def _serve(cls, user=None, partner=None, backup=None, company=None):
        partner, user = partner or cls.customer, user or cls.advisor
        row = (partner.id, user.id, backup and backup.id, {"why": "hand"})
        return cls.env["advisor.assignment"]._assign(company or cls.company, [row])

    def _ask(self, kind="complaint", **values):
        """A request as it comes in: nobody has chosen a team."""
        request_type = self.env.ref(f"service_management.ticket_type_{kind}")
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "Late again",
                "description": "Nobody came",
                "partner_id": self.customer.id,
                "type_id": request_type.id,
                **values,
            }
        )
        self.env.flush_all()
        return ticket

    def _told(self, user):
        """What somebody was told of complaints, the latest first."""
        return self.env["mail.message"].search(
            [
                ("partner_ids", "in", user.partner_id.ids),
                ("subject", "=", "A customer of yours complains"),
            ]
        )
