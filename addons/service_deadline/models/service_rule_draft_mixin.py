from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.service_policy.models.service_policy_version import AHEAD

from ..engine.rule_draft import LABEL_FIELDS, RuleDraft


class ServiceRuleDraftMixin(models.AbstractModel):
    """A rule of a policy whose version is in force changes with the next version.

    A part of the rule, in a model of its own so that one can read it alone. What
    somebody writes on such a rule goes to a copy, which belongs to the draft of the
    policy and is never in force itself: it is archived, and its terms come onto the
    rule on the day of the version. Policies without a version are edited directly, and
    so is everything in superuser mode: that is how a version comes into force.
    """

    _name = "service.rule.draft.mixin"
    _description = "Rule That Changes by Versions"

    version_id = fields.Many2one(
        comodel_name="service.policy.version",
        string="Draft for",
        readonly=True,
        copy=False,
        ondelete="cascade",
        index="btree_not_null",
        help="The version with which this comes into force.",
    )
    replaces_id = fields.Many2one(
        comodel_name="service.deadline.rule",
        string="Changes the rule",
        readonly=True,
        copy=False,
        ondelete="cascade",
        index="btree_not_null",
    )
    removes = fields.Boolean(
        string="Taken out with this version",
        copy=False,
        help="From the day of the version on the rule makes no promise any more.",
    )
    draft_ids = fields.One2many(
        comodel_name="service.deadline.rule",
        inverse_name="replaces_id",
        context={"active_test": False},
    )
    is_versioned = fields.Boolean(
        compute="_compute_is_versioned",
        help="A version of its policy is in force: it changes with the next one.",
    )
    draft_changes = fields.Text(compute="_compute_draft_changes")
    waiting_changes = fields.Text(
        string="Waits in the Draft",
        compute="_compute_waiting_changes",
        help="What somebody has changed, and what counts with the next version only.",
    )

    _draft_never_in_force = models.Constraint(
        "CHECK(version_id IS NULL OR active IS NOT TRUE)",
        "A draft of a rule counts with its version only: publish that.",
    )
    _one_draft_each = models.UniqueIndex(
        "(replaces_id, version_id) WHERE replaces_id IS NOT NULL",
        "This rule is in the draft already: go on with that.",
    )

    @api.depends("policy_id.version_ids.state", "version_id")
    def _compute_is_versioned(self):
        for rule in self:
            versions = rule.sudo().policy_id.version_ids
            rule.is_versioned = (
                bool(rule._origin)
                and not rule.version_id
                and "published" in versions.mapped("state")
            )

    @api.depends_context("lang")
    @api.depends(lambda self: self._draft_fields())
    def _compute_draft_changes(self):
        for rule in self:
            changes = rule.version_id and RuleDraft(rule._origin).sentences()
            rule.draft_changes = "\n".join(changes or [])

    @api.depends("draft_ids.version_id.state")
    @api.depends_context("lang", "uid")
    def _compute_waiting_changes(self):
        for rule in self:
            drafts = rule._origin.draft_ids.filtered(
                lambda draft: draft.version_id.state in AHEAD
            )
            rule.waiting_changes = "\n".join(
                self.env._(
                    "%(version)s: %(change)s",
                    version=draft.version_id.display_name,
                    change=sentence,
                )
                for draft in drafts
                for sentence in RuleDraft(draft).sentences()
            )

    @api.model
    def _draft_fields(self):
        """Names of what a version decides: all that somebody fills in, but labels."""
        return sorted(
            name
            for name, field in self._fields.items()
            if field.store
            and field.type != "one2many"
            and not field.related
            and not field.readonly
            and name not in LABEL_FIELDS
        )

    # --- saving -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a rule that somebody adds to a policy in force waits for its next
        version."""
        if not self.env.su:
            for vals in vals_list:
                policy = self.env["service.policy"].browse(vals.get("policy_id"))
                if policy and policy.sudo().version_id:
                    vals |= {"version_id": policy._draft().id, "active": False}
        return super().create(vals_list)

    def write(self, vals):
        """Override: what a version decides is written into its draft."""
        if self.env.su:
            return super().write(vals)
        self._check_unpublished(vals)
        kept = self.filtered("is_versioned")
        rest = self - kept
        if rest:
            super(ServiceRuleDraftMixin, rest).write(vals)
        decided = vals.keys() & set(self._draft_fields())
        for rule in kept:
            rule._write_versioned(vals, decided)
        return True

    def _write_versioned(self, vals, decided):
        """Write labels on the rule, and what is really new into its draft."""
        labels = {name: vals[name] for name in vals.keys() - decided}
        if "step_ids" in labels:
            self._refuse_versioned()
        if labels:
            super().write(labels)  # pylint: disable=super-method-mismatch
        terms = {name: vals[name] for name in decided if self._differs(name, vals)}
        if not terms:
            return
        self.check_access("write")
        draft = self._join_draft()
        if "active" in terms:
            terms["removes"] = not terms.pop("active")
        draft.write(terms)

    def _differs(self, name, vals):
        field = self._fields[name]
        given = field.convert_to_cache(vals[name], self, validate=False)
        return given != field.convert_to_cache(self[name], self, validate=False)

    def _check_unpublished(self, vals):
        """A draft whose version is published waits for its day, as it is; to which
        version it belongs is no matter of whoever writes it."""
        self._refuse_guarded(vals)
        waiting = self.version_id.filtered(lambda version: version.state != "draft")
        if waiting and vals:
            waiting._check_ahead("draft")
        if vals.get("active") and self.filtered("version_id"):
            raise UserError(
                self.env._(
                    "A draft of a rule counts with its version only: publish that."
                )
            )
        if "policy_id" in vals and self.filtered("version_id"):
            raise UserError(
                self.env._(
                    "A draft of a rule stays with its policy: delete it instead."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_versioned(self):
        if not self.env.su:
            self.filtered("is_versioned")._refuse_versioned()

    def _refuse_versioned(self):
        """Name the way to change rules of a version in force, if there are any."""
        if self:
            raise UserError(
                self.env._(
                    "%(rule)s belongs to a version that is in force: press “Change in "
                    "a Draft”.",
                    rule=self[0].name,
                )
            )

    # --- drafts -----------------------------------------------------------------------

    @needs_access("write")
    def action_change_in_draft(self):
        """Open the copy of the rule in the draft of its policy, made if there is
        none."""
        self.ensure_one()
        draft = self if self.version_id else self._join_draft()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    @api.readonly
    @needs_access("read")
    def action_open_version(self):
        """Open the version to which this draft belongs."""
        self.ensure_one()
        return self.version_id.action_open()

    def _join_draft(self):
        """The copy of the rule in the draft of its policy."""
        self.ensure_one()
        version = self.policy_id._draft()
        mine = self.draft_ids.filtered(lambda draft: draft.version_id == version)
        if mine:
            return mine
        draft = self.sudo().copy(
            {
                "version_id": version.id,
                "replaces_id": self.id,
                "active": False,
            }
        )
        pairs = zip(
            draft.step_ids.sorted("id"), self.sudo().step_ids.sorted("id"), strict=True
        )
        for step, replaced in pairs:
            step.replaces_id = replaced
        return draft.sudo(False)

    @api.model
    def _bring_into_force(self, versions):
        """The terms of drafts come onto their rules, with the day of their version.

        Running promises keep the terms under which they were made.
        """
        rules = self.with_context(active_test=False)
        for draft in rules.search([("version_id", "in", versions.ids)], order="id"):
            RuleDraft(draft).bring_into_force()
