from odoo import models


class AttendancePolicy(models.Model):
    """CS-1.7: a published version is something to be trained on."""

    _inherit = "attendance.policy"

    def _on_published(self):
        """Override: trainings on the rules are due again."""
        super()._on_published()
        self._renew_trainings()

    def _renew_trainings(self):
        """Note the change on every training that wants it, once per version."""
        courses = self.env["hr.training.plan"].sudo().search([("on_policy", "=", True)])
        told = {(change.plan_id, change.policy_id) for change in courses.change_ids}
        self.env["hr.training.change"].sudo().create(
            [
                {"plan_id": course.id, "policy_id": policy.id}
                for policy in self
                for course in policy._concerned(courses)
                if (course, policy) not in told
            ]
        )

    def _concerned(self, courses):
        """The trainings of companies in which the version counts."""
        if self.company_id:
            return courses.filtered(lambda c: c.company_id == self.company_id)
        own = self.env["attendance.acknowledgement"]._with_own(self)
        return courses.filtered(lambda course: course.company_id not in own)
