from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix
from odoo.addons.hr_employee_team.tests.common import TeamCase

ADVISOR = "advisor_crm.group_advisor"
LEADER = "advisor_crm.group_leader"
MANAGER = "advisor_crm.group_manager"


class AdvisorCase(TeamCase):
    """Employee and Anna are advisors whom Manager leads; Bo is one of another team.

    Important customers take 3 points and get an advisor; general ones take 1.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)
        cls.lead = cls.manager.user_id
        cls.lead.group_ids |= cls.env.ref(LEADER)
        cls.boss = cls._create_user("boss_of_customers", MANAGER)
        cls.advisor = cls.employee.user_id
        cls.advisor.group_ids |= cls.env.ref(ADVISOR)
        cls.anna = cls._create_user("anna", ADVISOR)
        cls.env["hr.employee"].create(
            {
                "name": "Anna",
                "user_id": cls.anna.id,
                "company_id": cls.company.id,
                "parent_id": cls.manager.id,
            }
        )
        cls.bo = cls._create_user("bo", ADVISOR)
        cls.important = cls._tier("important")
        cls.general = cls._tier("general")
        cls.strategy = cls.env["customer.strategy"].create(
            {
                "tier_id": cls.important.id,
                "advisor_required": True,
                "points": 3,
                "care_plan": "<p>A visit every month</p>",
            }
        )
        cls.strategy.action_publish()
        cls.env["customer.strategy"].create({"tier_id": cls.general.id, "points": 1})

    @classmethod
    def _tier(cls, code):
        """One of the tiers that each company begins with."""
        return cls.env["customer.tier"].search(
            [("company_id", "=", cls.company.id), ("code", "=", code)]
        )

    @classmethod
    def _create_customer(cls, name, tier=None, **values):
        partner = cls.env["res.partner"].create({"name": name} | values)
        if tier:
            cls.env["customer.standing"].sudo().create(
                {
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "tier_id": tier.id,
                }
            )
        return partner

    @classmethod
    def _create_profile(cls, user, capacity, **values):
        return cls.env["advisor.profile"].create(
            {"user_id": user.id, "company_id": cls.company.id, "capacity": capacity}
            | values
        )

    @classmethod
    def _assign(cls, partner, user, backup=None, day=None, company=None):
        return cls.env["advisor.assignment"]._assign(
            company or cls.company,
            [(partner.id, user.id, backup and backup.id, {"why": "hand"})],
            day or cls.today - timedelta(days=60),
        )

    @classmethod
    def _create_order(cls, partner, user=None, company=None, **values):
        return (
            cls.env["sale.order"]
            .with_company(company or cls.company)
            .create(
                {
                    "partner_id": partner.id,
                    "user_id": user.id if user else False,
                    "company_id": (company or cls.company).id,
                }
                | values
            )
        )

    @classmethod
    def _create_lead(cls, partner, user=None, **values):
        return cls.env["crm.lead"].create(
            {
                "name": f"Lead of {partner.name or 'nobody'}",
                "partner_id": partner.id,
                "user_id": user.id if user else False,
                "company_id": cls.company.id,
                "type": "opportunity",
            }
            | values
        )

    @classmethod
    def _create_salesman(cls, user):
        user.group_ids |= cls.env.ref("sales_team.group_sale_salesman")

    def _advisor_of(self, partner, company=None):
        rows = self.env["advisor.assignment"]._advisors_of(
            partner, company or self.company
        )
        return rows[partner.id].user_id


class AdvisorMatrix(AccessMatrix):
    """The columns are for advisors, leaders and managers; beside an AdvisorCase."""

    def matrix_users(self):
        """Override: the roles of advisors in the places of the others."""
        advisors = (self.advisor, self.anna, self.bo)
        return self.columns(advisors, self.lead, self.boss)


def portal_user(env, partner, login="portal_customer"):
    """A log-in of a customer."""
    return new_test_user(env, login, groups="base.group_portal", partner_id=partner.id)
