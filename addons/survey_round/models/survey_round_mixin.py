from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.averages import SMALLEST_MINIMUM, averages
from ..core.reminders import Asking, is_due

#: Where a round stands: not for users to write.
OWN = {
    "state",
    "survey_id",
    "invited_count",
    "sent_count",
    "reminder_count",
    "last_asked",
}
#: What people were promised when they were asked.
PROMISED = {"is_anonymous", "minimum"}


class SurveyRoundMixin(models.AbstractModel):
    """One round of a survey to a list of people, each of whom answers at most once.

    Every round has a survey of its own, copied from a template, so that the questions
    of an old result never change. The survey keeps the list of who has not answered
    (see ``survey.survey``); the round asks, reminds, counts and ends.

    A mixin, not a table that others point to: who may see and manage a round differs
    from use to use (employees asked by HR, customers asked by the service), and so do
    its other fields, its approvals and what becomes of the result. A use answers two
    questions (``_round_partners``, ``_round_template``) and may say more.
    """

    _name = "survey.round.mixin"
    _description = "Round of a Survey"
    _inherit = ["guarded.mixin", "mail.thread"]

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    survey_id = fields.Many2one(
        comodel_name="survey.survey",
        string="Questionnaire",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The round's own copy of the questions.",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("running", "Running"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    date_start = fields.Date(
        string="Asked on", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(
        string="Open until",
        required=True,
        help="The last day on which answers are taken.",
    )

    # What is promised
    is_anonymous = fields.Boolean(
        string="Anonymous",
        default=True,
        help="Answers carry no name, and averages are shown once the round is over.",
    )
    minimum = fields.Integer(
        string="Shown from",
        default=5,
        help="Fewer answers than this are never shown: a person could be recognised.",
    )

    # How many
    invited_count = fields.Integer(string="Asked", readonly=True, copy=False)
    sent_count = fields.Integer(
        string="Sent",
        readonly=True,
        copy=False,
        help="People who have a user or an e-mail address to which the round was sent.",
    )
    answer_count = fields.Integer(string="Answers", compute="_compute_result")
    answer_rate = fields.Float(
        compute="_compute_result", help="Answers, of those who were asked (0 to 1)."
    )
    target_rate = fields.Float(help="The answer rate to reach (0 to 1). 0: none.")
    target_reached = fields.Boolean(compute="_compute_result")

    # Reminders
    reminder_days = fields.Integer(
        string="Remind after (days)",
        help="Whoever has not answered is reminded each time so many days have passed."
        " 0: never.",
    )
    reminder_most = fields.Integer(string="Reminders at most", default=2)
    reminder_count = fields.Integer(string="Reminders sent", readonly=True, copy=False)
    last_asked = fields.Date(
        readonly=True, copy=False, help="Of the invitation, or of the last reminder."
    )

    # Result
    average = fields.Float(compute="_compute_result", digits=(3, 1))
    result = fields.Json(
        string="Averages",
        compute="_compute_result",
        help="Per question: text, mean, highest value, number of answers.",
    )
    result_html = fields.Html(
        string="Result", compute="_compute_result_html", sanitize=False
    )

    # What a use of the mixin says

    def _round_partners(self):
        """Whom to ask: contacts, without duplicates."""
        raise NotImplementedError

    def _round_template(self):
        """The survey of which the round gets a copy."""
        raise NotImplementedError

    def _round_lead(self):
        """The first sentence of the invitation, in the language of the context."""
        return self.survey_id.sudo().title

    def _round_subject(self):
        """The subject of the invitation, in the language of the context."""
        return self.survey_id.sudo().title

    def _result_template(self):
        """XML id of the template that shows the result."""
        return "survey_round.survey_round_result"

    @api.model
    def _start_rounds(self, today):
        """Begin the rounds whose turn it is."""

    # Rules of a round

    @api.constrains("is_anonymous", "minimum")
    def _check_minimum(self):
        for asked in self:
            if asked.is_anonymous and asked.minimum < SMALLEST_MINIMUM:
                raise ValidationError(
                    self.env._(
                        "Results of fewer than three answers are not anonymous: choose"
                        " three or more."
                    )
                )

    @api.constrains("target_rate")
    def _check_target_rate(self):
        for asked in self:
            if not 0 <= asked.target_rate <= 1:
                raise ValidationError(
                    self.env._("The rate to reach lies between 0 and 100 %.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a round begins as a draft."""
        for vals in vals_list:
            self._check_own(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Override: what people were promised when they were asked is kept."""
        self._check_own(vals)
        if PROMISED & vals.keys() and any(each.state != "draft" for each in self):
            raise UserError(
                self.env._(
                    "This was promised to those who were asked: it stays as it is until"
                    " the next round."
                )
            )
        return super().write(vals)

    @api.model
    def _own_fields(self):
        """Fields that only the methods of a round write."""
        return OWN

    def _check_own(self, vals):
        if self._own_fields() & vals.keys() and not self.env.su:
            raise UserError(
                self.env._("Use the buttons of the round: they begin and end it.")
            )

    # From asking to the end

    @needs_access("write")
    def action_ask(self):
        """Copy the questions, and ask everybody to answer them once."""
        for asked in self.filtered(lambda each: each.state == "draft"):
            asked._prepare_survey()
            asked._invite()

    @needs_access("write")
    def action_close(self):
        """End the round: the link does not accept answers any more.

        Who has not answered is of no use then, and forgotten.
        """
        running = self.filtered(lambda each: each.state == "running").sudo()
        running.survey_id.write({"active": False, "waiting_ids": [(5,)]})
        running.write({"state": "done"})

    @needs_access("write")
    def action_remind(self):
        """Remind whoever has not answered, now."""
        for asked in self.filtered("survey_id.active"):
            asked._remind()

    @needs_access("read")
    def action_answer(self):
        """Open the page on which the user begins the own answer."""
        self.ensure_one()
        url = self.survey_id.sudo()._ballot_url()
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    @api.model
    def _cron_run(self):
        """End what is over, remind, and begin what is due, in every kind of round."""
        today = fields.Date.context_today(self)
        for name in self.env.registry.descendants([self._name], "_inherit"):
            model = self.env[name]
            if not model._abstract:
                model._run_rounds(today)

    @api.model
    def _run_rounds(self, today):
        running = self.search([("state", "=", "running")])
        over = running.filtered(lambda each: each.date_end < today)
        over.action_close()
        for asked in running - over:
            if is_due(asked._asking(), today):
                asked._remind()
        self._start_rounds(today)

    def _asking(self):
        """What the decision about a reminder rests on."""
        return Asking(
            last=self.last_asked,
            end=self.date_end,
            every=self.reminder_days,
            most=self.reminder_most,
            sent=self.reminder_count,
            rate=self.answer_rate,
            target=self.target_rate,
        )

    def _prepare_survey(self):
        template = self._round_template().sudo()
        survey = template.copy(
            {
                "active": True,
                "is_anonymous": self.is_anonymous,
                "by_ballot": True,
                "access_mode": "token",
                "is_attempts_limited": True,
                "attempts_limit": 1,
                "users_login_required": False,
            }
        )
        # The title of the template with the month, in every language.
        for lang, _name in self.env["res.lang"].get_installed():
            title = template.with_context(lang=lang).title
            survey.with_context(lang=lang).title = f"{title} · {self.date_start:%Y-%m}"
        self.sudo().write({"survey_id": survey.id, "state": "running"})

    # Asking

    def _invite(self):
        partners = self._round_partners().sudo()
        self.survey_id.sudo().waiting_ids = partners
        reached = self._write_to(partners)
        self.sudo().write(
            {
                "invited_count": len(partners),
                "sent_count": len(reached),
                "last_asked": fields.Date.context_today(self),
            }
        )

    def _remind(self):
        """Write once more to those who have not taken their ballot: of the others the
        list says nothing."""
        self._write_to(self.survey_id.sudo().waiting_ids, reminder=True)
        self.sudo().write(
            {
                "reminder_count": self.reminder_count + 1,
                "last_asked": fields.Date.context_today(self),
            }
        )

    def _write_to(self, partners, reminder=False):
        """Send the link: one message per language to users, who sign in, and to each of
        the others a link of their own.

        :return: the contacts that could be written to
        """
        reached = partners.browse()
        for lang, people in partners._by_reader_lang().items():
            told = self.with_context(lang=lang)
            users = people.filtered(lambda person: not person.partner_share)
            others = (people - users).filtered("email")
            told._notify_users(users, reminder)
            told._mail_links(others, reminder)
            reached |= users | others
        return reached

    def _notify_users(self, partners, reminder):
        if partners:
            url = self.get_base_url() + self.survey_id.sudo()._ballot_url()
            self.message_notify(
                subject=self._subject(reminder),
                body=self._invitation(url),
                partner_ids=partners.ids,
            )

    def _mail_links(self, partners, reminder):
        """E-mail to whoever does not sign in the link for that person only. It is kept
        nowhere: with it anybody could answer."""
        survey = self.survey_id.sudo()
        self.env["mail.mail"].sudo().create(
            [
                {
                    "subject": self._subject(reminder),
                    "body_html": self._invitation(survey._personal_ballot_url(partner)),
                    "email_from": self.company_id.sudo().email_formatted
                    or self.env.user.email_formatted,
                    "recipient_ids": partner.ids,
                    "headers": repr(AUTOMATIC),
                    "auto_delete": True,
                }
                for partner in partners
            ]
        )

    def _subject(self, reminder):
        subject = self._round_subject()
        if reminder:
            return self.env._("Reminder: %(subject)s", subject=subject)
        return subject

    def _invitation(self, url):
        day = format_date(self.env, self.date_end, date_format="long")
        if self.is_anonymous:
            promise = self.env._(
                "It takes a few minutes, until %(date)s. Your answers are anonymous: "
                "they carry no name, and nobody sees them one by one.",
                date=day,
            )
        else:
            promise = self.env._("It takes a few minutes, until %(date)s.", date=day)
        return Markup("<p>%s</p><p>%s</p><p><a href='%s'>%s</a></p>") % (
            self._round_lead(),
            promise,
            url,
            self.env._("Answer now"),
        )

    # Result

    @api.depends("survey_id", "minimum", "state", "invited_count", "target_rate")
    def _compute_result(self):
        counts = self._count_answers()
        values = self._load_values()
        for asked in self:
            survey_id = asked.survey_id.id
            count = counts.get(survey_id, 0)
            found = (
                averages(values.get(survey_id, []), count, asked.minimum)
                if asked._shows_result()
                else []
            )
            asked.answer_count = count
            asked.answer_rate = (
                count / asked.invited_count if asked.invited_count else 0
            )
            asked.target_reached = bool(
                asked.target_rate and asked.answer_rate >= asked.target_rate
            )
            asked.result = asked._lines(found)
            asked.average = found and sum(a.mean for a in found) / len(found)

    def _shows_result(self):
        """Whether averages may be looked at.

        Of an anonymous round only once it is over: from the averages before and after
        an answer anybody could work out that answer.
        """
        return self.state == "done" or not self.is_anonymous

    def _lines(self, found):
        """Averages with the words of their questions."""
        questions = self.env["survey.question"].sudo()
        return [
            {
                "question": questions.browse(line.question).title,
                "mean": round(line.mean, 2),
                "highest": questions.browse(line.question).scale_max,
                "count": line.count,
            }
            for line in found
        ]

    @api.depends_context("lang")
    @api.depends("result", "answer_count")
    def _compute_result_html(self):
        for asked in self:
            asked.result_html = self.env["ir.qweb"]._render(
                asked._result_template(),
                {
                    "asked": asked,
                    "summary": asked._count_text(),
                    "hidden": not asked.result and asked._hidden_text(),
                    "lines": asked.result or [],
                    "comments": asked.result and asked._load_comments(),
                },
            )

    def _count_text(self):
        return self.env._(
            "%(answers)s of %(asked)s people have answered.",
            answers=self.answer_count,
            asked=self.invited_count,
        )

    def _hidden_text(self):
        """When averages will be shown."""
        if self.is_anonymous:
            return self.env._(
                "Results are shown once the round is over, from %(minimum)s answers on,"
                " so that nobody can be recognised.",
                minimum=self.minimum,
            )
        return self.env._(
            "Results are shown from %(minimum)s answers on.", minimum=self.minimum
        )

    def _count_answers(self):
        """{survey id: how many people have answered to the end}."""
        answers = self.env["survey.user_input"].sudo()
        groups = answers._read_group(self._answer_domain(), ["survey_id"], ["__count"])
        return {survey.id: count for survey, count in groups}

    def _load_values(self):
        """{survey id: [(question id, value on its scale)]}."""
        lines = (
            self.env["survey.user_input.line"]
            .sudo()
            .search_fetch(
                [
                    ("user_input_id", "any", self._answer_domain()),
                    ("answer_type", "=", "scale"),
                ],
                ["survey_id", "question_id", "value_scale"],
                order="question_sequence, question_id",
            )
        )
        return {
            survey.id: [(line.question_id.id, line.value_scale) for line in given]
            for survey, given in lines.grouped("survey_id").items()
        }

    def _load_comments(self):
        """What people wrote, in the order of the alphabet: not of the answers."""
        lines = (
            self.env["survey.user_input.line"]
            .sudo()
            .search(
                [
                    ("user_input_id", "any", self._answer_domain()),
                    ("answer_type", "=", "text_box"),
                ]
            )
        )
        return sorted(text for text in lines.mapped("value_text_box") if text)

    def _answer_domain(self):
        return [
            ("survey_id", "in", self.sudo().survey_id.ids),
            ("state", "=", "done"),
            ("test_entry", "=", False),
        ]
