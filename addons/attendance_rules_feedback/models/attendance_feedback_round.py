from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..core.feedback import averages


class AttendanceFeedbackRound(models.Model):
    """CS-1.7: one anonymous questioning of the employees about the attendance rules.

    Every round has a survey of its own, copied from the company's template, so that
    the questions of an old result never change. Answers carry no name; averages appear
    only when at least ``minimum`` people have answered.
    """

    _name = "attendance.feedback.round"
    _description = "Feedback on Attendance Rules"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        check_company=True,
        index="btree_not_null",
        help="The rules that were in force when the employees were asked.",
    )
    survey_id = fields.Many2one(
        comodel_name="survey.survey", readonly=True, ondelete="restrict"
    )
    date_start = fields.Date(
        string="Asked on", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(string="Open until", required=True)
    state = fields.Selection(
        selection=[("running", "Running"), ("done", "Done")],
        default="running",
        required=True,
        readonly=True,
    )
    minimum = fields.Integer(
        string="Shown from",
        readonly=True,
        help="Fewer answers than this are never shown: a person could be recognised.",
    )
    invited_count = fields.Integer(string="Asked", readonly=True)
    answer_count = fields.Integer(string="Answers", compute="_compute_result")
    average = fields.Float(compute="_compute_result", digits=(3, 1))
    result = fields.Json(
        string="Averages",
        compute="_compute_result",
        help="Per question: text, mean, highest value, number of answers.",
    )
    result_html = fields.Html(string="Result", compute="_compute_result_html")

    _one_per_day = models.UniqueIndex(
        "(company_id, date_start)",
        "The employees have been asked on this day already: choose another day.",
    )

    @api.depends("date_start")
    def _compute_name(self):
        for asked in self:
            month = asked.date_start and f"{asked.date_start:%Y-%m}"
            asked.name = self.env._("Feedback of %(month)s", month=month or "")

    @api.depends("survey_id", "minimum")
    def _compute_result(self):
        counts = self._count_answers()
        values = self._load_values()
        for asked in self:
            count = counts.get(asked.survey_id.id, 0)
            found = averages(values.get(asked.survey_id.id, []), count, asked.minimum)
            questions = self.env["survey.question"].sudo()
            asked.answer_count = count
            asked.result = [
                {
                    "question": questions.browse(line.question).title,
                    "mean": round(line.mean, 2),
                    "highest": questions.browse(line.question).scale_max,
                    "count": line.count,
                }
                for line in found
            ]
            asked.average = found and sum(a.mean for a in found) / len(found)

    @api.depends_context("lang")
    @api.depends("result", "answer_count", "decided_on")
    def _compute_result_html(self):
        for asked in self:
            asked.result_html = self.env["ir.qweb"]._render(
                "attendance_rules_feedback.attendance_feedback_result",
                {
                    "asked": asked,
                    "lines": asked.result or [],
                    "comments": asked.result and asked._load_comments(),
                },
            )

    def action_ask(self):
        """Copy the survey of the company and ask every employee to answer it once."""
        for asked in self.filtered(lambda r: not r.survey_id):
            asked._prepare_survey()
            asked._invite()

    def action_close(self):
        """End the questioning: the link does not accept answers any more."""
        self.survey_id.sudo().active = False
        self.state = "done"

    @api.model
    def _cron_ask(self):
        """End what is over, and ask in every company whose turn it is."""
        today = fields.Date.context_today(self)
        self.search(
            [("state", "=", "running"), ("date_end", "<", today)]
        ).action_close()
        for company in self.env["res.company"].search(
            [("attendance_feedback_months", ">", 0)]
        ):
            if self._is_due(company, today):
                self._start(company, today)

    @api.model
    def _is_due(self, company, today):
        """Whether the company's employees were asked last long enough ago."""
        last = self.search([("company_id", "=", company.id)], limit=1)
        months = relativedelta(months=company.attendance_feedback_months)
        return not last or last.date_start + months <= today

    @api.model
    def _start(self, company, today):
        policy = self.env["attendance.policy"]._get_policy(company, today)
        if not policy:
            return self.browse()
        open_for = relativedelta(days=company.attendance_feedback_days)
        asked = self.with_company(company).create(
            {
                "company_id": company.id,
                "policy_id": policy.id,
                "date_start": today,
                "date_end": today + open_for,
            }
        )
        asked.action_ask()
        return asked

    def _prepare_survey(self):
        template = self.company_id.attendance_feedback_survey_id or self.env.ref(
            "attendance_rules_feedback.survey_attendance_feedback"
        )
        self.survey_id = template.sudo().copy(
            {
                "active": True,
                "attendance_anonymous": True,
                "access_mode": "token",
                "is_attempts_limited": True,
                "attempts_limit": 1,
                "users_login_required": False,
            }
        )
        self._name_survey(template.sudo())
        self.minimum = self.company_id.attendance_feedback_minimum

    def _name_survey(self, template):
        """The title of the template with the month, in every language."""
        survey = self.survey_id.sudo()
        for lang, _name in self.env["res.lang"].get_installed():
            title = template.with_context(lang=lang).title
            survey.with_context(lang=lang).title = f"{title} · {self.date_start:%Y-%m}"

    def _count_answers(self):
        """{survey id: how many people have answered to the end}."""
        groups = (
            self.env["survey.user_input"]
            .sudo()
            ._read_group(self._answer_domain(), ["survey_id"], ["__count"])
        )
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
