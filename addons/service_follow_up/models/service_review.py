from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools import is_html_empty

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.turns import take_turn

from ..core.review import outcome, to_ask
from .service_origin_mixin import MANAGER

STATES = [
    ("draft", "Being Prepared"),
    ("asked", "Under Review"),
    ("agreed", "Agreed"),
    ("objected", "Objected To"),
    ("withdrawn", "Withdrawn"),
    ("superseded", "Superseded"),
]


class ServiceReview(models.Model):
    """Departments and people give their opinion on a version of something.

    What they are shown is kept with the review; the record itself stays writable. All,
    any or some of them have to consent, asked together or one after another. A new
    version is a new review, and asks again. Only the steps write what has been said.
    """

    _name = "service.review"
    _inherit = ["guarded.mixin", "service.origin.mixin", "mail.thread"]
    _description = "Review"
    _order = "id desc"
    _mail_post_access = "read"

    name = fields.Char(
        string="What Is Reviewed",
        required=True,
        default=lambda self: self._default_name(),
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self._default_company_id(),
    )
    shown = fields.Html(
        string="What Reviewers Are Shown",
        default=lambda self: self._default_shown(),
        help="They decide about this text, also if the record changes afterwards.",
    )
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment", string="Files", copy=True
    )
    version = fields.Integer(readonly=True, default=1, copy=False, aggregator=None)
    previous_id = fields.Many2one(
        comodel_name="service.review",
        string="Version before",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked For By",
        readonly=True,
        required=True,
        copy=False,
        default=lambda self: self.env.user,
        index=True,
    )
    mode = fields.Selection(
        selection=[
            ("all", "All of them"),
            ("any", "Any of them"),
            ("some", "Some of them"),
        ],
        string="Who Has to Consent",
        required=True,
        default="all",
    )
    wanted = fields.Integer(string="How Many", default=2)
    in_order = fields.Boolean(
        string="One after Another",
        help="By the order of the lines; those with one number are asked together.",
    )
    hear_all = fields.Boolean(
        string="Hear Everybody",
        default=True,
        help="The outcome is said once all have answered, and not when it is certain.",
    )
    opinion_ids = fields.One2many(
        comodel_name="service.review.opinion",
        inverse_name="review_id",
        string="Opinions",
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
    )
    asked_at = fields.Datetime(readonly=True, copy=False)
    decided_at = fields.Datetime(string="Decided", readonly=True, copy=False)
    is_mine = fields.Boolean(compute="_compute_is_mine")
    summary = fields.Char(string="How It Stands", compute="_compute_summary")

    @api.model
    def _default_name(self):
        record = self._record_asked_from()
        return record.display_name if record else False

    @api.model
    def _default_shown(self):
        record = self._record_asked_from()
        return record._review_text() if record else False

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        manager = self.env.user.has_group(MANAGER)
        for review in self:
            review.is_mine = manager or review.user_id == self.env.user

    @api.depends("opinion_ids.state", "opinion_ids.verdict")
    @api.depends_context("lang")
    def _compute_summary(self):
        for review in self:
            answered = review.opinion_ids.filtered("verdict")
            review.summary = self.env._(
                "%(answered)s of %(asked)s have answered",
                answered=len(answered),
                asked=len(review._heard()),
            )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for review in self:
            review.display_name = review.name and self.env._(
                "%(name)s (version %(version)s)",
                name=review.name,
                version=review.version,
            )

    @api.model
    def _participant_domain(self):
        """Override: who asks and who is asked, and deputies."""
        uid = self.env.uid
        return (
            super()._participant_domain()
            | Domain("user_id", "=", uid)
            | Domain("opinion_ids.user_id", "=", uid)
            | Domain("opinion_ids.user_id.deputy_id", "=", uid)
        )

    # --- saving -----------------------------------------------------------------------

    def write(self, vals):
        """Override: what has been asked stays as it was shown; steps write states."""
        if not self.env.su:
            self._refuse_guarded_write(vals)
            if set(vals) - {"message_follower_ids"} and self._is_asked():
                raise UserError(
                    self.env._(
                        "It has been asked already, and stays as it was shown. Make a "
                        "new version instead."
                    )
                )
        return super().write(vals)

    def _is_asked(self):
        return any(review.state != "draft" for review in self)

    def _refuse_guarded_write(self, vals):
        if self._guarded_fields().intersection(vals):
            raise AccessError(
                self.env._("Nobody writes this by hand: the buttons of the review do.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        if self._is_asked():
            raise UserError(
                self.env._("What was asked is kept. Withdraw the review instead.")
            )

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_ask(self):
        """Ask for the opinions; a version before it does not count any more."""
        for review in self:
            review._check_may_lead()
            if review.state != "draft":
                continue
            if not review.opinion_ids:
                raise UserError(self.env._("Say first whom to ask."))
            if is_html_empty(review.shown):
                raise UserError(self.env._("Fill in what the reviewers are shown."))
        drafts = self.filtered(lambda review: review.state == "draft")
        drafts._skip_unconcerned()
        drafts = drafts.sudo()
        for review in self:
            review.attachment_ids._adopt(review)
        drafts.previous_id._end("superseded")
        drafts.write({"state": "asked", "asked_at": fields.Datetime.now()})
        drafts._ask_next()

    @needs_access("read")
    def action_withdraw(self):
        """Opinions are not wanted any more."""
        for review in self:
            review._check_may_lead()
        self.sudo().filtered(lambda review: review.state == "asked")._end("withdrawn")

    @needs_access("read")
    def action_new_version(self):
        """Prepare a review of a new version, which asks the same people again."""
        self.ensure_one()
        self._check_may_lead()
        if self.state in ("draft", "superseded"):
            raise UserError(
                self.env._("There is a newer version, or this one was not asked yet.")
            )
        origin = self._origin_record()
        text = origin is not None and origin.sudo(False)._review_text()
        review = self.copy({"shown": text or self.shown})
        lines = [
            Command.create(
                {
                    "sequence": opinion.sequence,
                    "department_id": opinion.department_id.id,
                    "user_id": opinion.user_id.id,
                    "condition": opinion.condition,
                }
            )
            for opinion in self.opinion_ids
        ]
        review.opinion_ids = lines
        review.sudo().write({"version": self.version + 1, "previous_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": review.id,
            "views": [(False, "form")],
        }

    def _skip_unconcerned(self):
        """Leave out those whose condition the record does not match, as the user who
        asks sees it."""
        for review in self:
            opinions = review.opinion_ids
            skipped = opinions.filtered(lambda opinion: not opinion._is_concerned())
            if skipped == opinions:
                raise UserError(
                    self.env._(
                        "%(name)s: nobody would be asked, as the record matches none "
                        "of the conditions.",
                        name=review.name,
                    )
                )
            skipped.sudo().write({"state": "skipped"})

    def _check_may_lead(self):
        if not (self.env.su or self.is_mine):
            raise AccessError(
                self.env._("Only who has asked for the opinions may do this.")
            )

    # --- engine: in superuser mode ----------------------------------------------------

    def _ask_next(self):
        """Ask those whose turn it is."""
        turn = self.env["service.review.opinion"]
        for review in self:
            opinions = review.opinion_ids.sorted()
            states = [(one.sequence, one.state) for one in opinions]
            for position in to_ask(review.in_order, states):
                turn |= opinions[position]
        turn._ask()

    def _take_turns(self):
        """Two who answer at once do not overlook each other."""
        take_turn(self)
        self.invalidate_recordset()
        self.opinion_ids.invalidate_recordset()

    def _go_on(self):
        """After an opinion: the outcome, if it is certain, else the next ones."""
        for review in self.filtered(lambda one: one.state == "asked"):
            opinions = review._heard()
            result = outcome(
                review.mode,
                len(opinions),
                review.wanted,
                opinions.filtered("verdict").mapped("verdict"),
            )
            heard = all(opinions.mapped("verdict"))
            if result and (heard or not review.hear_all):
                review._end(result)
                review._tell_outcome()
            else:
                review._ask_next()

    def _heard(self):
        """The opinions that count: of all but those whom it does not concern."""
        return self.opinion_ids.filtered(lambda opinion: opinion.state != "skipped")

    def _end(self, state):
        """Nobody is asked any more."""
        open_ones = self.filtered(
            lambda one: one.state in ("asked", "objected", "agreed")
        )
        open_ones.opinion_ids.filtered(
            lambda opinion: opinion.state in ("waiting", "asked")
        ).write({"state": "not_needed"})
        values = {"state": state}
        if state in ("agreed", "objected"):
            values["decided_at"] = fields.Datetime.now()
        open_ones.write(values)

    def _tell_outcome(self):
        """Who has asked hears how it ended, and so does the record."""
        for review in self:
            reader = review.with_context(lang=review.user_id.lang)
            labels = dict(reader._fields["state"]._description_selection(reader.env))
            reader.message_notify(
                subject=f"{labels[review.state]}: {reader.display_name}",
                body=reader.summary,
                partner_ids=review.user_id.partner_id.ids,
            )
            origin = review._origin_record()
            if origin is not None:
                origin._on_reviewed(review)
