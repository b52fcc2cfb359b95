from datetime import timedelta

from odoo import fields

from odoo.addons.hr_employee_team.tests.common import TeamCase

SCORES = {"attitude": 5, "effect": 4, "timeliness": 3}
LOW = {"attitude": 5, "effect": 5, "timeliness": 2}


class RatingCase(TeamCase):
    """Lotus Mall asks for ratings; Employee serves, Manager leads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.service_rating_active = True
        cls.customer = cls.env["res.partner"].create(
            {"name": "Anna Weber", "email": "anna@customer.example"}
        )

    @classmethod
    def _create_rating(cls, **values):
        now = fields.Datetime.now()
        return cls.env["service.rating"].create(
            {
                "res_model": "res.partner",
                "res_id": cls.customer.id,
                "record_name": "The lift stands still",
                "company_id": cls.company.id,
                "user_id": cls.employee.user_id.id,
                "leader_id": cls.manager.user_id.id,
                "partner_id": cls.customer.id,
                "customer_name": cls.customer.name,
                "email": cls.customer.email,
                "lang": "en_US",
                "wanted_at": now,
                "expires_at": now + timedelta(days=30),
            }
            | values
        )
