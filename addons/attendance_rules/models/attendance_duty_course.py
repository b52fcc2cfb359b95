from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class AttendanceDutyCourse(models.Model):
    """A training that everybody on a post repeats regularly (CS-2)."""

    _name = "attendance.duty.course"
    _description = "Duty Training Plan"
    _order = "post_id, name, id"

    post_id = fields.Many2one(
        comodel_name="attendance.duty.post",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="post_id.company_id", store=True)
    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        selection=[("skill", "Skill"), ("emergency", "Emergency")],
        required=True,
        default="skill",
    )
    every_months = fields.Integer(string="Every (Months)", required=True)
    first_days = fields.Integer(
        string="First Within (Days)",
        required=True,
        help="New members have done it within so many days.",
    )
    remind_days = fields.Integer(
        string="Remind Before (Days)",
        required=True,
        help="People are reminded so many days before it is due.",
    )

    _figures_positive = models.Constraint(
        "CHECK (every_months > 0 AND first_days >= 0 AND remind_days >= 0)",
        "A regular training is repeated after at least one month, and days cannot be "
        "negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        courses = super().create(vals_list)
        for course in courses:
            course._require(course.post_id.member_ids)
        return courses

    def _require(self, members):
        """Note when the members have to have done these trainings for the first time.

        :param members: members of the posts of these trainings
        """
        self.env["attendance.duty.training"].sudo().create(
            [
                {
                    "course_id": course.id,
                    "member_id": member.id,
                    "due_date": course._first_due(member),
                }
                for course in self
                for member in members
                if member.post_id == course.post_id
            ]
        )

    def _first_due(self, member):
        start = max(member.date_from, fields.Date.context_today(self))
        return start + relativedelta(days=self.first_days)

    def _next_due(self, done):
        """Return when a training that was done on a date is due again."""
        self.ensure_one()
        return done + relativedelta(months=self.every_months)
