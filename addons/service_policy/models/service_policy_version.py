from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.wording import pieces

#: A version of which something is still to come.
AHEAD = ("draft", "scheduled")
TAGS = {"gone": Markup("<del>%s</del>"), "new": Markup("<ins>%s</ins>"), "same": "%s"}


class ServicePolicyVersion(models.Model):
    """A wording of a policy, and its day in force: the unit in which a policy changes.

    A draft is written, published by a press, and comes into force on its day; the one
    before it is superseded then, and stays as it was.
    """

    _name = "service.policy.version"
    _inherit = ["guarded.mixin"]
    _description = "Version of a Policy"
    _order = "policy_id, number desc"
    _rec_name = "number"

    policy_id = fields.Many2one(
        comodel_name="service.policy",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    number = fields.Integer(string="Version", required=True, readonly=True)
    date_from = fields.Date(
        string="In force from", help="Empty: from the day on which it is published."
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("scheduled", "Published, not in force yet"),
            ("published", "In force"),
            ("superseded", "Replaced"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    replaces_id = fields.Many2one(
        comodel_name="service.policy.version",
        readonly=True,
        ondelete="set null",
    )
    published_at = fields.Datetime(readonly=True, copy=False)
    published_by_id = fields.Many2one(
        comodel_name="res.users", string="Published by", readonly=True, copy=False
    )
    clause_ids = fields.One2many(
        comodel_name="service.policy.clause", inverse_name="version_id"
    )
    changes_html = fields.Html(
        string="What Changes", compute="_compute_changes_html", sanitize=False
    )
    page_html = fields.Html(
        string="Clause by Clause", compute="_compute_page_html", sanitize=False
    )
    text_html = fields.Html(
        string="Wording", compute="_compute_text_html", sanitize=False
    )

    _number_unique = models.Constraint(
        "UNIQUE(policy_id, number)", "A policy has each version once."
    )
    _ahead_unique = models.UniqueIndex(
        "(policy_id) WHERE state IN ('draft', 'scheduled')",
        "There is a draft of this policy already: go on with that one.",
    )
    _in_force_unique = models.UniqueIndex(
        "(policy_id) WHERE state = 'published'",
        "Another version of this policy has just come into force: load the page again.",
    )

    @api.depends("policy_id.name", "number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(policy)s, version %(number)s",
                policy=version.policy_id.name,
                number=version.number,
            )

    # --- what its pages show ----------------------------------------------------------

    @api.depends_context("lang", "uid", "allowed_company_ids")
    @api.depends("clause_ids", "state")
    def _compute_page_html(self):
        page = self.env["service.policy.page"]
        for version in self:
            version.page_html = page._render(version)

    @api.depends_context("lang")
    @api.depends("clause_ids.number", "clause_ids.name", "clause_ids.text")
    def _compute_text_html(self):
        for version in self:
            version.text_html = self.env["ir.qweb"]._render(
                "service_policy.policy_wording", {"clauses": version.clause_ids}
            )

    @api.depends_context("lang")
    @api.depends("clause_ids.number", "clause_ids.name", "clause_ids.text")
    @api.depends("replaces_id")
    def _compute_changes_html(self):
        for version in self:
            version.changes_html = self.env["ir.qweb"]._render(
                "service_policy.policy_changes",
                {
                    "sentences": version._changes() if version.replaces_id else [],
                    "wordings": version._changed_wordings(),
                },
            )

    def _changes(self):
        """What is different from the version that this one replaces, in sentences.

        Other add-ons add theirs: call ``super()``.

        :return: sentences in the reader's language
        """
        self.ensure_one()
        before, after = self.replaces_id._clauses_by_number(), self._clauses_by_number()
        sentences = []
        for number, clause in after.items():
            if number not in before:
                sentences.append(self.env._("New: %s", clause.display_name))
            elif clause._wording() != before[number]._wording():
                sentences.append(self._reworded(clause))
        sentences += [
            self.env._("Removed: %s", clause.display_name)
            for number, clause in before.items()
            if number not in after
        ]
        return sentences

    def _reworded(self, clause):
        names = [
            carrier.name
            for carrier in self._carriers_by_number().get(clause.number, [])
            if carrier.kind != "people"
        ]
        if not names:
            return self.env._("Reworded: %s", clause.display_name)
        return self.env._(
            "Reworded: %(clause)s. It is carried out by: %(carriers)s",
            clause=clause.display_name,
            carriers=" · ".join(names),
        )

    def _changed_wordings(self):
        """The new wordings beside the old ones: [(clause, Markup)]."""
        before = self.replaces_id._clauses_by_number()
        changed = []
        for clause in self.clause_ids if before else ():
            old = before.get(clause.number)
            if old and old._wording() != clause._wording():
                text = Markup("").join(
                    Markup(TAGS[kind]) % piece
                    for kind, piece in pieces(old._wording(), clause._wording())
                )
                changed.append((clause, text))
        return changed

    def _clauses_by_number(self):
        return {clause.number: clause for clause in self.clause_ids}

    def _carriers_by_number(self):
        """{number: carriers} of the policies of these versions."""
        found = {}
        for carrier in self.env["service.policy.carrier"]._carriers(self.policy_id):
            found.setdefault(carrier.number, []).append(carrier)
        return found

    # --- coming into force ------------------------------------------------------------

    def write(self, vals):
        """Override: the day in force is that of a draft."""
        if "date_from" in vals and not self.env.su:
            self._check_ahead("draft")
        return super().write(vals)

    def _check_ahead(self, *states):
        for version in self:
            if version.state not in (states or AHEAD):
                raise UserError(
                    self.env._(
                        "%s is published: write what is to change into a draft.",
                        version.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        for version in self:
            if version.state not in AHEAD:
                raise UserError(
                    self.env._(
                        "%s was in force: it stays, so that everybody can see what "
                        "counted when.",
                        version.display_name,
                    )
                )

    @needs_access("write")
    def action_publish(self):
        """Publish drafts: they come into force on their day, at the earliest now."""
        self._check_ahead("draft")
        for version in self:
            if not version.clause_ids:
                raise UserError(
                    self.env._("%s has no clauses yet.", version.display_name)
                )
        for version in self.sudo():
            today = version.policy_id._today()
            version.write(
                {
                    "state": "scheduled",
                    "date_from": max(version.date_from or today, today),
                    "published_at": fields.Datetime.now(),
                    "published_by_id": self.env.uid,
                }
            )
            version.policy_id.message_post(body=version._published_words())
        self._come_into_force_if_due()

    def _published_words(self):
        sentences = self._changes() if self.replaces_id else []
        head = self.env._(
            "%(version)s is published. In force from %(date)s.",
            version=self.display_name,
            date=format_date(self.env, self.date_from),
        )
        items = Markup("").join(Markup("<li>%s</li>") % text for text in sentences)
        return Markup("<p>%s</p><ul>%s</ul>") % (head, items)

    @needs_access("write")
    def action_back_to_draft(self):
        """Take back what is published and not in force yet."""
        self._check_ahead()
        self.sudo().write(
            {"state": "draft", "published_at": False, "published_by_id": False}
        )

    @api.model
    def _cron_come_into_force(self):
        """Bring versions into force whose day has come."""
        self.search([("state", "=", "scheduled")])._come_into_force_if_due()
        carriers = self.env["service.policy.carrier"]
        for model_name in carriers._figure_models():  # some have days of their own
            carriers._figures_changed(model_name)

    def _come_into_force_if_due(self):
        self.filtered(
            lambda version: version.date_from <= version.policy_id._today()
        )._come_into_force()

    def _come_into_force(self):
        versions = self.sudo()
        versions.policy_id.version_ids.filtered(
            lambda version: version.state == "published"
        ).state = "superseded"
        versions.flush_recordset(["state"])
        self.env.flush_all()  # one version is in force at a time
        versions.state = "published"
        self.env.flush_all()
        versions._on_published()

    def _on_published(self):
        """These versions have just come into force.

        Override to let the terms of a draft count; call ``super()``.
        """
        self.env["service.policy.acknowledgement"]._ask_soon()
        self.policy_id._on_changed()
        for version in self:
            version.clause_ids.filtered(
                lambda clause: not clause.review_date
            ).review_date = version.date_from + relativedelta(
                months=version.policy_id.review_months
            )
        self.env["service.policy.drift"].sudo()._compare(self.policy_id)

    @api.readonly
    @needs_access("read")
    def action_open(self):
        """Open the version."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
