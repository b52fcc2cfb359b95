from odoo import api, fields, models
from odoo.exceptions import UserError

#: What a clause says; of what is published, nobody changes it.
WORDING = {"version_id", "number", "name", "text", "audience", "sequence"}


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
        related="version_id.policy_id", store=True, index=True, string="Policy"
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

    _number_unique = models.Constraint(
        "UNIQUE(version_id, number)",
        "A version has each clause once: choose another number.",
    )

    @api.depends("number", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for clause in self:
            clause.display_name = f"{clause.number or ''} {clause.name or ''}".strip()

    def _wording(self):
        return f"{self.name}\n{self.text}"

    # --- only drafts are written ------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override to add clauses to drafts only."""
        clauses = super().create(vals_list)
        clauses.version_id._check_ahead("draft")
        return clauses

    def write(self, vals):
        """Override to leave alone what is published; who answers for it may change."""
        if WORDING & vals.keys():
            self.version_id._check_ahead("draft")
        result = super().write(vals)
        if "version_id" in vals:
            self.version_id._check_ahead("draft")
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        """Override: a translation is wording, too."""
        if field_name in WORDING:
            self.version_id._check_ahead("draft")
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        for clause in self:
            if clause.version_id.state != "draft":
                raise UserError(
                    self.env._(
                        "%s is published: remove it from a draft.", clause.display_name
                    )
                )
