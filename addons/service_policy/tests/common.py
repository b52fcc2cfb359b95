from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user


class PolicyCase(TransactionCase):
    """A company in which one policy is in force, and people who work there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Policy House"})
        cls.env.user.company_ids += cls.company
        cls.env["service.policy"].search([]).acknowledgement_required = False
        cls.policy = cls.env["service.policy"].create(
            {
                "name": "How we answer",
                "code": "HOW",
                "acknowledgement_required": True,
                "acknowledgement_days": 7,
                "company_ids": [Command.set(cls.company.ids)],
            }
        )
        cls.ann, cls.bob = map(cls._employee, ("ann", "bob"))
        cls.manager = cls._user(
            "manager", "service_policy.service_policy_group_manager"
        )
        cls.rows = cls.env["service.policy.acknowledgement"]

    @classmethod
    def _user(cls, login, group="base.group_user"):
        return new_test_user(
            cls.env,
            f"{login}_policy",
            groups=group,
            email=f"{login}@example.com",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def _employee(cls, name, **values):
        return cls.env["hr.employee"].create(
            {
                "name": name.title(),
                "user_id": cls._user(name).id,
                "company_id": cls.company.id,
                **values,
            }
        )
