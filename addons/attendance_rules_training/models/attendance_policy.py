from odoo import api, models


class AttendancePolicy(models.Model):
    """CS-1.7: a published version is something to be trained on."""

    _inherit = "attendance.policy"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: trainings on the rules are due again."""
        policies = super().create(vals_list)
        policies.filtered(lambda p: p.state == "published")._renew_trainings()
        return policies

    def write(self, vals):
        """Override: trainings on the rules are due again."""
        drafts = self.filtered(lambda policy: policy.state == "draft")
        result = super().write(vals)
        drafts.filtered(lambda p: p.state == "published")._renew_trainings()
        return result

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
