from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

#: What a clause says; of what is published, nobody changes it.
WORDING = frozenset(
    ("version_id", "number", "name", "text", "audience", "aspect", "sequence")
)


class ServicePolicyClause(models.Model):
    """One clause of a version of a policy: what it says, and who answers for it.

    Its number tells it from version to version, and what carries it out is registered
    by it (``service.policy.carrier``).
    """

    _name = "service.policy.clause"
    _inherit = ["guarded.mixin"]
    _description = "Clause of a Policy"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one(
        comodel_name="service.policy.version",
        required=True,
        ondelete="cascade",
        index=True,
    )
    policy_id = fields.Many2one(
        related="version_id.policy_id",
        store=True,
        index=True,
        string="Policy",
        ondelete="cascade",  # with its version, else a policy could not be deleted
    )
    state = fields.Selection(related="version_id.state")
    number = fields.Char(required=True, help="Like CM-2.4; rules name it.")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Title", required=True, translate=True)
    text = fields.Text(string="Wording", required=True, translate=True)
    owner_id = fields.Many2one(
        comodel_name="res.users",
        string="Answers for it",
        domain=[("share", "=", False)],
        ondelete="set null",
    )
    audience = fields.Selection(
        selection=[("staff", "Staff"), ("customers", "Staff and customers")],
        string="For",
        required=True,
        default="staff",
        help="What is for customers is published on the portal (SM-4.1).",
    )
    review_date = fields.Date(
        string="Review on",
        help="Who answers for the clause is reminded on this day (CS-3.5).",
    )

    aspect = fields.Selection(
        selection=[
            ("content", "What it contains"),
            ("steps", "Steps"),
            ("quality", "Quality"),
            ("courtesy", "Manners"),
            ("times", "Times"),
            ("fees", "Fees"),
        ],
        help="Which part of the published standard of a service it is (SM-4.1).",
    )
    reminded_on = fields.Date(readonly=True, copy=False)
    can_review = fields.Boolean(compute="_compute_can_review")

    _number_unique = models.Constraint(
        "UNIQUE(version_id, number)",
        "A version has each clause once: choose another number.",
    )

    @api.depends("number", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for clause in self:
            clause.display_name = f"{clause.number or ''} {clause.name or ''}".strip()

    @api.depends("owner_id", "review_date", "version_id.state")
    @api.depends_context("uid")
    def _compute_can_review(self):
        today = fields.Date.context_today(self)
        manager = self.env.user.has_group("service_policy.service_policy_group_manager")
        for clause in self:
            due = clause.review_date and clause.review_date <= today
            mine = manager or clause.owner_id == self.env.user
            clause.can_review = clause.state == "published" and due and mine

    def _wording(self):
        return f"{self.name}\n{self.text}"

    @api.model
    def _wording_fields(self):
        """Names of the fields that nobody changes once they are published."""
        return WORDING

    # --- only drafts are written ------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override to add clauses to drafts only."""
        clauses = super().create(vals_list)
        clauses.version_id._check_ahead("draft")
        clauses._compare_figures()
        return clauses

    def write(self, vals):
        """Override to leave alone what is published; who answers for it may change."""
        if self._wording_fields() & vals.keys():
            self.version_id._check_ahead("draft")
        result = super().write(vals)
        if "version_id" in vals:
            self.version_id._check_ahead("draft")
        if {"version_id", "number", "text"} & vals.keys():
            self._compare_figures()
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        """Override: a translation is wording, too."""
        if field_name in self._wording_fields():
            self.version_id._check_ahead("draft")
        result = super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )
        if field_name == "text":
            self._compare_figures()
        return result

    def _compare_figures(self):
        """Compare what the clauses say with what carries them out."""
        self.env["service.policy.drift"].sudo()._compare(self.policy_id)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        for clause in self:
            if clause.version_id.state != "draft":
                raise UserError(
                    self.env._(
                        "%s is published: remove it from a draft.", clause.display_name
                    )
                )

    # --- reviewed regularly (CS-3.5) --------------------------------------------------

    @needs_access("read")
    def action_reviewed(self):
        """Who answers for these clauses has looked at them: they stay as they are.

        What is to change is written into a draft instead.
        """
        today = fields.Date.context_today(self)
        for clause in self:
            if not clause.can_review:
                raise UserError(
                    self.env._(
                        "%s: no review is due, or somebody else answers for it.",
                        clause.display_name,
                    )
                )
        for policy, clauses in self.sudo().grouped("policy_id").items():
            clauses.write(
                {"review_date": today + relativedelta(months=policy.review_months)}
            )
            policy.message_post(
                body=self.env._(
                    "Reviewed, and still right: %s",
                    " · ".join(clauses.mapped("display_name")),
                )
            )

    @api.model
    def _cron_remind(self):
        """Remind whoever answers for a clause whose review is due, once each time."""
        today = fields.Date.context_today(self)
        due = self.search(
            [
                ("version_id.state", "=", "published"),
                ("owner_id.active", "=", True),
                ("review_date", "<=", today),
            ]
        ).filtered(lambda c: not c.reminded_on or c.reminded_on < c.review_date)
        for (owner, policy), clauses in due.grouped(
            lambda clause: (clause.owner_id, clause.policy_id)
        ).items():
            clauses.with_context(lang=owner.lang)._send_reminder(owner, policy)
        due.reminded_on = today

    def _send_reminder(self, owner, policy):
        items = Markup("").join(
            Markup("<li>%s</li>") % clause.display_name for clause in self
        )
        policy.with_context(lang=owner.lang).message_notify(
            subject=self.env._("Clauses to review"),
            body=Markup("<p>%s</p><ul>%s</ul><p><a href='%s'>%s</a></p>")
            % (
                self.env._("You answer for these clauses. Are they still right?"),
                items,
                "/odoo/policy-clauses",
                self.env._("To review them"),
            ),
            partner_ids=owner.partner_id.ids,
        )
