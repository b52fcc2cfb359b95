from odoo import api, fields, models

from ..engine.rule_draft import RuleDraft, changes_in_words


class ServicePolicyVersion(models.Model):
    """A version brings the terms of its rules into force."""

    _inherit = "service.policy.version"

    rule_ids = fields.One2many(
        comodel_name="service.deadline.rule",
        inverse_name="version_id",
        string="Rules That Change",
        context={"active_test": False},
    )
    rule_changes = fields.Json(
        readonly=True,
        copy=False,
        help="What it has changed in rules, in codes and figures.",
    )

    def _changes(self):
        """Override to add what changes in rules."""
        changes = self.rule_changes if self.rule_changes else self._drafted_changes()
        return [*super()._changes(), *changes_in_words(self.env, changes)]

    def _drafted_changes(self):
        drafts = self.with_context(active_test=False).rule_ids
        return [RuleDraft(draft).changes() for draft in drafts.sorted("id")]

    @api.depends(lambda self: self._changes_depend())
    def _compute_changes_html(self):
        """Override: it follows the rules, too."""
        return super()._compute_changes_html()

    @api.model
    def _changes_depend(self):
        names = self.env["service.deadline.rule"]._draft_fields()
        return ["rule_changes", *(f"rule_ids.{name}" for name in names)]

    def _on_published(self):
        """Override to let the terms of the drafts count from now on."""
        for version in self:
            version.sudo().rule_changes = version._drafted_changes()
        self.env["service.deadline.rule"].sudo()._bring_into_force(self)
        return super()._on_published()
