from odoo.tests import new_test_user, tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix

from .common import SCORES, RatingCase


@tagged("post_install", "-at_install")
class TestRatingAccess(AccessMatrix, RatingCase):
    """Who sees what of ratings: the own ones, and those of whom one leads."""

    addon = "service_rating"
    matrix = {
        "service.rating": ("r", "r", "r"),
        "service.rating.summary": ("r", "r", "r"),
    }

    def test_a_ranking_is_for_who_leads(self):
        rating = self._create_rating()
        rating._submit(SCORES, "")
        self.env.flush_all()
        admin = new_test_user(
            self.env,
            "policy_admin_of_ratings",
            groups="service_policy.service_policy_group_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        colleague = new_test_user(
            self.env,
            "colleague_of_ratings",
            groups="base.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        for user, expected in (
            (self.employee.user_id, 1),
            (self.manager.user_id, 1),
            (self.chief.user_id, 1),
            (admin, 1),
            (colleague, 0),
        ):
            for model in ("service.rating", "service.rating.summary"):
                with self.subTest(user=user.login, model=model):
                    found = (
                        self.env[model]
                        .with_user(user)
                        .search([("company_id", "=", self.company.id)])
                    )
                    self.assertEqual(len(found), expected)

    def test_companies_are_kept_apart(self):
        self._create_rating()._submit(SCORES, "")
        other = self.env["res.company"].create({"name": "Other"})
        admin = new_test_user(
            self.env,
            "policy_admin_elsewhere",
            groups="service_policy.service_policy_group_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        for model in ("service.rating", "service.rating.summary"):
            rows = self.env[model].with_user(admin)
            rows = rows.with_context(allowed_company_ids=other.ids)
            self.assertFalse(rows.search([]))
