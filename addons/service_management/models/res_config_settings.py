from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the service. The figures of a policy are those of its rules."""

    _inherit = "res.config.settings"

    # Policies
    service_policy_ids = fields.Many2many(
        related="company_id.service_policy_ids",
        readonly=False,
    )
    service_answer_rule_id = fields.Many2one(
        comodel_name="service.deadline.rule",
        default=lambda self: self._default_service_rule("sa_answer"),
    )
    service_answer_limit = fields.Integer(
        string="Answer Within",
        related="service_answer_rule_id.limit",
        readonly=False,
    )
    service_answer_unit = fields.Selection(
        string="Unit of the Answer",
        related="service_answer_rule_id.unit",
    )
    service_urgent_reply_rule_id = fields.Many2one(
        comodel_name="service.deadline.rule",
        default=lambda self: self._default_service_rule("sa_urgent_reply"),
    )
    service_urgent_reply_limit = fields.Integer(
        string="First Reply Within",
        related="service_urgent_reply_rule_id.limit",
        readonly=False,
    )
    service_urgent_reply_unit = fields.Selection(
        string="Unit of the First Reply",
        related="service_urgent_reply_rule_id.unit",
    )
    service_urgent_solution_rule_id = fields.Many2one(
        comodel_name="service.deadline.rule",
        default=lambda self: self._default_service_rule("sa_urgent_solution"),
    )
    service_urgent_solution_limit = fields.Integer(
        string="Detailed Solution Within",
        related="service_urgent_solution_rule_id.limit",
        readonly=False,
    )
    service_urgent_solution_unit = fields.Selection(
        string="Unit of the Detailed Solution",
        related="service_urgent_solution_rule_id.unit",
    )

    service_figures_note = fields.Text(compute="_compute_service_figures_note")

    # Complaints
    service_repeat_days = fields.Integer(
        related="company_id.service_repeat_days",
        readonly=False,
    )
    service_reopen_days = fields.Integer(
        related="company_id.service_reopen_days",
        readonly=False,
    )
    service_reopen_stage_id = fields.Many2one(
        related="company_id.service_reopen_stage_id",
        readonly=False,
    )
    service_declined_stage_id = fields.Many2one(
        related="company_id.service_declined_stage_id",
        readonly=False,
    )
    service_acknowledge = fields.Boolean(
        related="company_id.service_acknowledge",
        readonly=False,
    )
    service_create_partner = fields.Boolean(
        related="company_id.service_create_partner",
        readonly=False,
    )
    service_request_limit = fields.Integer(
        related="company_id.service_request_limit",
        readonly=False,
    )
    service_request_minutes = fields.Integer(
        related="company_id.service_request_minutes",
        readonly=False,
    )
    service_receipt_limit = fields.Integer(
        related="company_id.service_receipt_limit",
        readonly=False,
    )
    service_thanks = fields.Char(
        string="Words of Thanks",
        config_parameter="service_management.thanks",
    )
    service_chase_minutes = fields.Integer(
        related="company_id.service_chase_minutes",
        readonly=False,
    )

    @api.depends(
        "service_answer_rule_id",
        "service_urgent_reply_rule_id",
        "service_urgent_solution_rule_id",
    )
    def _compute_service_figures_note(self):
        """Figures of a policy in force change with its next version: said beforehand,
        with what waits in the draft."""
        for settings in self:
            rules = (
                settings.service_answer_rule_id
                | settings.service_urgent_reply_rule_id
                | settings.service_urgent_solution_rule_id
            ).filtered("is_versioned")
            notes = [
                self.env._(
                    "A version of “%s” is in force: a figure that you change here goes "
                    "to its draft, and counts when that is published.",
                    policy.name,
                )
                for policy in rules.policy_id
            ]
            notes += [rule.waiting_changes for rule in rules if rule.waiting_changes]
            settings.service_figures_note = "\n".join(notes)

    @api.model
    def _default_service_rule(self, name):
        """The rule whose figure is a setting, empty when somebody has deleted it."""
        xmlid = f"service_management.deadline_rule_{name}"
        return self.env.ref(xmlid, raise_if_not_found=False)
