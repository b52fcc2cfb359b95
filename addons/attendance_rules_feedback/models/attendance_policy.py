from odoo import api, fields, models


class AttendancePolicy(models.Model):
    """CS-1.7: a version is commented by those it is for."""

    _inherit = "attendance.policy"

    feedback_ids = fields.One2many(
        comodel_name="attendance.feedback.round", inverse_name="policy_id"
    )
    origin_ids = fields.One2many(
        comodel_name="attendance.feedback.round",
        inverse_name="draft_id",
        string="Made from the Feedback",
    )
    feedback_html = fields.Html(
        string="What employees say", compute="_compute_feedback_html"
    )

    @api.depends("feedback_ids.decided_on", "origin_ids.decided_on")
    @api.depends_context("lang")
    def _compute_feedback_html(self):
        """The latest result that may be shown, and what became of it.

        A version that was made from feedback shows that until it has its own.
        """
        for policy in self:
            rounds = policy.feedback_ids or policy.origin_ids
            shown = rounds.filtered("result")[:1]
            policy.feedback_html = (shown or rounds[:1]).result_html
