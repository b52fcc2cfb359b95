from odoo import api, fields, models


class AttendancePolicy(models.Model):
    """CS-1.7: a version is read, confirmed and commented by those it is for."""

    _inherit = "attendance.policy"

    acknowledgement_days = fields.Integer(
        string="Days to Read",
        default=7,
        help="After so many days the version applies to everybody who was told of it,"
        " read or not.",
    )
    acknowledgement_ids = fields.One2many(
        comodel_name="attendance.acknowledgement", inverse_name="policy_id"
    )
    acknowledgement_count = fields.Integer(compute="_compute_acknowledgement")
    acknowledged_share = fields.Integer(
        string="Read by (%)", compute="_compute_acknowledgement"
    )
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

    @api.depends("acknowledgement_ids.state")
    def _compute_acknowledgement(self):
        groups = self.env["attendance.acknowledgement"]._read_group(
            [("policy_id", "in", self.ids)], ["policy_id", "state"], ["__count"]
        )
        counts = {(policy.id, state): count for policy, state, count in groups}
        for policy in self:
            read = counts.get((policy._origin.id, "confirmed"), 0)
            total = read + counts.get((policy._origin.id, "waiting"), 0)
            policy.acknowledgement_count = total
            policy.acknowledged_share = round(100 * read / total) if total else 0

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

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a published version is told to everybody."""
        policies = super().create(vals_list)
        policies.filtered(lambda p: p.state == "published")._tell_employees()
        return policies

    def write(self, vals):
        """Override: a published version is told to everybody."""
        res = super().write(vals)
        if vals.get("state") == "published":
            self._tell_employees()
        return res

    def action_open_acknowledgements(self):
        """Open who has read this version."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "attendance_rules.attendance_acknowledgement_action"
        )
        return action | {"domain": [("policy_id", "=", self.id)]}

    def _tell_employees(self):
        """Rows and messages are made by the job, after the change is kept."""
        cron = self.env.ref(
            "attendance_rules.ir_cron_attendance_acknowledgement",
            raise_if_not_found=False,
        )
        if cron and self.filtered("acknowledgement_required"):
            cron.sudo()._trigger()
