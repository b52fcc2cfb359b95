from ast import literal_eval
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC
from odoo.addons.base_engine_tools.core.instants import to_seconds
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.reading import hidden_in_domain
from odoo.addons.base_engine_tools.engine.secret import database_key

from ..core.links import is_genuine, sign
from ..core.review import NEED_TEXT

VERDICTS = [
    ("agrees", "Agrees"),
    ("on_condition", "Agrees on a Condition"),
    ("no_concern", "No Concern"),
    ("objects", "Objects"),
]


class ServiceReviewOpinion(models.Model):
    """One department or person is asked for an opinion, and gives it (SM-2.2).

    Each is a promise of its own. Who is asked may answer, and so may the deputy; by the
    dialog, or by a link in an e-mail, which opens a page on which a press decides.
    """

    _name = "service.review.opinion"
    _inherit = [
        "service.deadline.mixin",
        "service.narrow.mixin",
        "service.asked.mixin",
        "mail.activity.mixin",
    ]
    _description = "Opinion"
    _order = "sequence, id"
    _rec_name = "review_id"
    _deadline_start_field = "create_date"

    review_id = fields.Many2one(
        comodel_name="service.review", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="review_id.company_id")
    requested_by_id = fields.Many2one(related="review_id.user_id")
    shown = fields.Html(related="review_id.shown")
    shown_file_ids = fields.Many2many(
        related="review_id.attachment_ids", string="Files to Judge"
    )
    res_model = fields.Char(related="review_id.res_model")
    sequence = fields.Integer(default=10)
    condition = fields.Char(
        string="Only If",
        help="Asked only if the record matches when the opinions are asked for; left "
        "empty, in any case.",
    )
    state = fields.Selection(
        selection=[
            ("waiting", "Not Asked Yet"),
            ("asked", "Asked"),
            ("answered", "Answered"),
            ("not_needed", "Not Needed Any More"),
            ("skipped", "Not Concerned"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
        copy=False,
    )
    asked_at = fields.Datetime(readonly=True, copy=False)
    verdict = fields.Selection(selection=VERDICTS, readonly=True, copy=False)
    opinion = fields.Text(readonly=True, copy=False)
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment", string="Files", readonly=True, copy=False
    )
    can_answer = fields.Boolean(compute="_compute_can")
    is_mine = fields.Boolean(compute="_compute_can", search="_search_is_mine")

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for opinion in self:
            opinion.is_mine = opinion._may_answer()
            opinion.can_answer = opinion.state == "asked" and opinion.is_mine

    @api.model
    def _search_is_mine(self, operator, value):
        """Who stands in for whom is for the staff's officers to read, so it is looked
        up here."""
        if operator != "in":
            return NotImplemented
        uid = self.env.uid
        mine = Domain("user_id", "=", uid) | Domain("user_id.deputy_id", "=", uid)
        found = Domain("id", "in", self.sudo()._search(mine))
        return found if True in value else ~found

    @api.constrains("user_id", "department_id")
    def _check_user(self):
        for opinion in self:
            if not opinion.user_id:
                raise ValidationError(
                    self.env._(
                        "Say who is asked: %(department)s has no head with a log-in.",
                        department=opinion.sudo().department_id.name or "",
                    )
                )
            if opinion.user_id.share:
                raise ValidationError(
                    self.env._("Opinions are for the staff: choose one of them.")
                )

    @api.constrains("condition", "review_id")
    def _check_condition(self):
        """Whoever writes a condition may read what it looks at.

        Odoo checks constraints in superuser mode; this one is about the user.
        """
        for opinion in self.sudo(False).filtered(lambda one: one.sudo().condition):
            records = opinion.review_id._origin_model()
            if records is None:
                raise ValidationError(
                    self.env._(
                        "Conditions look at the record that is reviewed: this review "
                        "has none."
                    )
                )
            opinion._domain(records)

    def _domain(self, records):
        """The condition as a domain on the record, if the user may read its fields.

        :param records: the model of the record, in the environment of the user
        """
        try:
            domain = Domain(literal_eval(self.condition.strip()))
            domain.validate(records)
        except (TypeError, ValueError, SyntaxError) as error:
            raise ValidationError(
                self.env._(
                    "The condition “%(condition)s” cannot be used.",
                    condition=self.condition,
                )
            ) from error
        if hidden := hidden_in_domain(records, domain):
            raise AccessError(
                self.env._(
                    "The condition looks at %(path)s, which you may not read.",
                    path=hidden,
                )
            )
        return domain

    def _is_concerned(self):
        """Whether the record is one about which this opinion is asked, as far as the
        user sees it."""
        self.ensure_one()
        if not (self.condition or "").strip():
            return True
        records = self.review_id._origin_model().with_context(active_test=False)
        found = self._domain(records) & Domain("id", "=", self.review_id.res_id)
        return bool(records.search_count(found, limit=1))

    @api.model
    def _readable_domain(self):
        """Override: with the review."""
        return Domain("review_id", "in", self.env["service.review"]._search([]))

    def write(self, vals):
        """Override: who is asked stays, once it has been."""
        if not self.env.su and any(
            one.review_id.state != "draft" for one in self.sudo()
        ):
            self._check_facts(vals.keys())
            raise UserError(
                self.env._("It has been asked already: make a new version instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        if any(opinion.review_id.state != "draft" for opinion in self.sudo()):
            raise UserError(
                self.env._("It has been asked already: make a new version instead.")
            )

    def _deadline_facts(self):
        """Override: what only the steps write."""
        return super()._deadline_facts() | {
            "state",
            "asked_at",
            "verdict",
            "opinion",
            "attachment_ids",
            "answered_at",
            "answered_by_id",
        }

    # --- steps ------------------------------------------------------------------------

    @needs_access("read")
    def action_answer(self):
        """Ask for the verdict, with what is reviewed before one's eyes."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Your Opinion"),
            "res_model": "service.review.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_opinion_id": self.id},
        }

    def _answer(self, verdict, text="", attachments=None):
        """Note the opinion of the environment's user, once.

        :param attachments: ``ir.attachment`` of the user
        """
        self.ensure_one()
        if not self._may_answer():
            raise AccessError(self.env._("Somebody else is asked for this opinion."))
        text = (text or "").strip()
        if verdict in NEED_TEXT and not text:
            raise UserError(self.env._("Say what you object to, or your condition."))
        opinion = self.sudo()
        opinion.review_id._take_turns()
        if opinion.state != "asked":
            raise UserError(
                self.env._("This is not asked any more: it has been answered.")
            )
        values = {
            "state": "answered",
            "verdict": verdict,
            "opinion": text,
            "answered_at": fields.Datetime.now(),
            "answered_by_id": self.env.uid,
        }
        if attachments:
            attachments._adopt(self)
            values["attachment_ids"] = attachments.ids
        opinion.write(values)
        opinion.review_id._go_on()

    # --- engine: in superuser mode ----------------------------------------------------

    def _ask(self):
        """Ask these for their opinion, each by an e-mail with a link of its own."""
        self.write({"state": "asked", "asked_at": fields.Datetime.now()})
        mails = [opinion._prepare_mail() for opinion in self if opinion.user_id.email]
        self.env["mail.mail"].create(mails)

    def _prepare_mail(self):
        """The e-mail stands on no record: its link is for one reader only."""
        reader = self.user_id._present() or self.user_id
        told = self.with_context(lang=reader.lang)
        review = told.review_id
        body = told.env["ir.qweb"]._render(
            "service_follow_up.review_mail",
            {"review": review, "opinion": told, "url": told._answer_url(reader)},
        )
        return {
            "subject": told.env._("Your opinion: %(name)s", name=review.display_name),
            "body_html": body,
            "email_to": reader.email_formatted,
            "email_from": review.user_id.email_formatted
            or review.company_id.email_formatted,
            "headers": repr(AUTOMATIC),
            "auto_delete": True,
        }

    def _answer_url(self, reader):
        """Address at which a reader may answer for some days, without a log-in."""
        days = self.company_id.review_link_days
        until = to_seconds(fields.Datetime.now() + timedelta(days=days))
        signature = sign(self._link_key(), self.id, reader.id, until)
        path = f"/review/{self.id}/{reader.id}/{until}/{signature}"
        return f"{self.get_base_url()}{path}"

    @api.model
    def _link_key(self):
        return database_key(self.env, "service_follow_up.review")

    @api.model
    def _of_link(self, opinion_id, user_id, until, signature):
        """The opinion and the reader of a genuine link, in superuser mode; or nothing.

        Whether it may still be given is a matter of :meth:`_link_state`.
        """
        opinion, user = self.sudo().browse(), self.env["res.users"].sudo().browse()
        key = self._link_key()
        if is_genuine(key, opinion_id, user_id, until, signature):
            opinion = opinion.browse(opinion_id).exists()
            user = user.browse(user_id).exists()
        return opinion, user

    def _link_state(self, user, until):
        """Why a link does not lead to an answer any more; "open" if it does.

        :return: "open", "used", "superseded", "withdrawn", "decided", "expired" or
            "handed_on"
        """
        state = self.review_id.state
        if self.state == "answered":
            return "used"
        if state in ("superseded", "withdrawn"):
            return state
        if self.state == "not_needed":
            return "decided"
        if not user.active or not self.with_user(user)._may_answer():
            return "handed_on"
        return "open" if self._is_fresh(until) else "expired"

    @api.model
    def _is_fresh(self, until):
        return until >= to_seconds(fields.Datetime.now())

    def _files_of_link(self, user, until):
        """Files of the version that a link opens: as long as it shows the text."""
        self.ensure_one()
        shows = self._link_state(user, until) in ("open", "used")
        files = self.review_id.attachment_ids
        return files if shows and self._is_fresh(until) else files.browse()

    # --- promises ---------------------------------------------------------------------

    def _deadline_company(self):
        return self.review_id.company_id

    def _deadline_user(self):
        return self.user_id

    def _deadline_calendar(self):
        return self.review_id.company_id.resource_calendar_id

    def _deadline_department(self):
        """Override: the department that is asked."""
        return self.department_id or super()._deadline_department()

    def _deadline_team_leader(self):
        """Override: who has asked stands in."""
        return self.review_id.user_id

    def _deadline_is_closed(self):
        return self.state in ("answered", "not_needed", "skipped")

    @api.model
    def _deadline_done_domain(self):
        return "[('state', '=', 'answered')]"
