from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServicePolicy(models.Model):
    """A written policy of the company, and for which companies it is in force.

    Other add-ons hang on it what carries the policy out. They follow it by the hooks
    ``_on_changed`` and ``_on_force_changed``; several policies may be in force at once,
    then the first in their order goes first.
    """

    _name = "service.policy"
    _description = "Service Policy"
    _inherit = ["mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Prefix of the policy's clauses, like CM.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_ids = fields.Many2many(
        comodel_name="res.company",
        string="In force for",
        tracking=True,
        help="Companies for which this policy counts.",
    )
    adoption_ids = fields.One2many(
        comodel_name="service.policy.adoption", inverse_name="policy_id"
    )
    description = fields.Html(translate=True)
    document = fields.Binary(attachment=True)
    document_name = fields.Char()

    # Read and confirmed
    acknowledgement_required = fields.Boolean(
        string="To Be Read and Confirmed",
        help="Every employee of the companies for which the policy is in force is "
        "asked to read and confirm it, also who joins later (SM-8.1).",
    )
    acknowledgement_days = fields.Integer(
        string="Days to Read",
        default=14,
        help="Days from being told until it should be confirmed.",
    )
    acknowledgement_ids = fields.One2many(
        comodel_name="service.policy.acknowledgement", inverse_name="policy_id"
    )
    acknowledgement_count = fields.Integer(
        string="Told", compute="_compute_acknowledged_share"
    )
    acknowledged_share = fields.Integer(
        string="Read (%)", compute="_compute_acknowledged_share"
    )

    # What it says
    version_ids = fields.One2many(
        comodel_name="service.policy.version", inverse_name="policy_id"
    )
    review_months = fields.Integer(
        string="Reviewed every (months)",
        default=12,
        help="Whoever answers for a clause is reminded of its review so many months "
        "after it came into force, or was reviewed (CS-3.5).",
    )
    version_id = fields.Many2one(
        comodel_name="service.policy.version",
        string="Version in Force",
        compute="_compute_version_id",
    )
    draft_id = fields.Many2one(
        comodel_name="service.policy.version",
        string="Next Version",
        compute="_compute_version_id",
    )
    dated_html = fields.Html(
        string="Versions of Its Figures", compute="_compute_dated_html", sanitize=False
    )
    page_html = fields.Html(
        string="Clauses", compute="_compute_page_html", sanitize=False
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another policy has this code already: choose a different one."
    )
    _months_possible = models.Constraint(
        "CHECK(review_months > 0)", "A policy is reviewed every month at most."
    )
    _days_possible = models.Constraint(
        "CHECK(acknowledgement_days >= 0)", "The days to read cannot be negative."
    )

    @api.depends("acknowledgement_ids.state")
    def _compute_acknowledged_share(self):
        told = self.env["service.policy.acknowledgement"]._share_by_policy(self)
        for policy in self:
            policy.acknowledgement_count, policy.acknowledged_share = told[policy]

    # --- versions ---------------------------------------------------------------------

    @api.depends("version_ids.state")
    @api.depends_context("uid")
    def _compute_version_id(self):
        """The one in force, and the one that is a draft or waits for its day.

        By a search: drafts are not for everybody.
        """
        versions = self.env["service.policy.version"]
        found = versions.search(
            [("policy_id", "in", self.ids), ("state", "!=", "superseded")]
        )
        by_policy = found.grouped("policy_id")
        for policy in self:
            mine = by_policy.get(policy._origin, versions)
            policy.version_id = mine.filtered(lambda v: v.state == "published")
            policy.draft_id = mine.filtered(lambda v: v.state != "published")

    def _today(self):
        """The date that it is where the policy is in force."""
        calendar = self.sudo().company_ids[:1].resource_calendar_id
        return fields.Date.context_today(self.with_context(tz=calendar.tz or "UTC"))

    @api.depends("version_ids.state")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_page_html(self):
        for policy in self:
            policy.page_html = policy.version_id.page_html

    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_dated_html(self):
        for policy in self:
            rows = policy._dated_versions()
            policy.dated_html = rows and self.env["ir.qweb"]._render(
                "service_policy.policy_dated_versions", {"rows": rows}
            )

    def _dated_versions(self):
        """Versions of figures that are kept elsewhere, with days in force of their own.

        Override to add those of another model, as far as the reader may see them.

        :return: list of (name, first day in force, words for the state, path or "")
        """
        self.ensure_one()
        return []

    def _draft(self):
        """The draft of the policy; a copy of the version in force, if there is none.

        :raise UserError: a version is published and waits for its day
        """
        self.ensure_one()
        self.check_access("write")
        versions = self.env["service.policy.version"]
        latest = versions.search([("policy_id", "=", self.id)])
        if ahead := latest.filtered(lambda version: version.state == "scheduled"):
            raise UserError(
                self.env._(
                    "%s is published and waits for its day: take it back to draft to "
                    "change something.",
                    ahead.display_name,
                )
            )
        if draft := latest.filtered(lambda version: version.state == "draft"):
            return draft
        source = latest.filtered(lambda version: version.state == "published")
        draft = versions.sudo().create(
            {
                "policy_id": self.id,
                "number": max(latest.mapped("number"), default=0) + 1,
                "replaces_id": source.id,
            }
        )
        source.sudo().clause_ids.copy({"version_id": draft.id})
        # Translations come after the copy.
        self.env["service.policy.drift"].sudo()._compare(self)
        self.invalidate_recordset(["version_ids", "version_id", "draft_id"])
        return draft.sudo(False)

    @needs_access("write")
    def action_draft(self):
        """Open the draft of the policy; begin one, if there is none."""
        self.ensure_one()
        return (self.draft_id or self._draft()).action_open()

    @api.readonly
    @needs_access("read")
    def action_open_version(self):
        """Open the version in force."""
        self.ensure_one()
        return self.version_id.action_open()

    # --- in force ---------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        policies._on_changed()
        return policies

    def write(self, vals):
        with self._watch_force():
            return super().write(vals)

    def unlink(self):
        res = super().unlink()
        self._on_changed()
        return res

    @contextmanager
    def _watch_force(self):
        """Follow a change of which policies are in force where.

        Where a policy comes into force it counts for what happens from now on.
        """
        before = self._force()
        yield
        after = self._force()
        self.env["service.policy.adoption"]._follow(
            *(
                {policy: companies for policy, (_active, companies) in force.items()}
                for force in (before, after)
            )
        )
        self._on_changed()
        changed = [policy.id for policy in after if after[policy] != before.get(policy)]
        if changed:
            self.browse(changed)._on_force_changed()

    @api.model
    def _force(self):
        """{policy: (whether it is active, the companies where it is in force)}."""
        policies = self.sudo().with_context(active_test=False)
        policies = policies.search([("id", "!=", False)])
        return {policy: (policy.active, policy.company_ids) for policy in policies}

    # --- hooks ------------------------------------------------------------------------

    @api.model
    def _on_changed(self):
        """Policies, their order or their dates have changed: what was computed from
        them is to be computed anew."""

    def _on_force_changed(self):
        """These policies have come into force somewhere, or are no longer."""
        self.env["service.policy.acknowledgement"]._ask_soon()

    # --- read and confirmed -----------------------------------------------------------

    @api.readonly
    @needs_access("read")
    def action_open_acknowledgements(self):
        """Open who was told of this policy, and who has confirmed it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_policy.service_policy_acknowledgement_action"
        )
        return action | {"domain": [("policy_id", "=", self.id)], "context": {}}

    @needs_access("write")
    def action_ask_to_read(self):
        """Tell now whom nobody has told of these policies yet."""
        asked = self.filtered(lambda p: p.active and p.acknowledgement_required)
        rows = self.env["service.policy.acknowledgement"]._ask(asked)
        rows._notify()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("People told: %(count)s", count=len(rows)),
                "type": "success" if rows else "info",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
