from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import date_in_words


class HrDutyEvaluation(models.Model):
    """The monthly evaluation of somebody on a post: reward or guidance (CS-2.6).

    A job begins it for everybody who had a duty in the month, with what the roster
    knows; the duty manager scores it. The person sees it when it is done.
    """

    _name = "hr.duty.evaluation"
    _description = "Duty Evaluation"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "month desc, post_id, employee_id"
    _check_company_auto = True

    post_id = fields.Many2one(
        comodel_name="hr.duty.post",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="post_id.company_id", store=True)
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    month = fields.Date(required=True, readonly=True, index=True)
    month_text = fields.Char(string="Month Evaluated", compute="_compute_month_text")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    # What the roster knows
    duty_count = fields.Integer(string="Duties", readonly=True)
    night_count = fields.Integer(string="Nights", readonly=True)
    absence_count = fields.Integer(string="Absences", readonly=True)
    points = fields.Float(readonly=True, digits=(16, 2))

    # What the manager says
    score_ids = fields.One2many(
        comodel_name="hr.duty.score",
        inverse_name="evaluation_id",
        string="Scores",
    )
    score = fields.Float(
        compute="_compute_score", store=True, aggregator="avg", digits=(16, 1)
    )
    result = fields.Selection(
        selection=[
            ("reward", "Reward"),
            ("none", "As Expected"),
            ("guidance", "Guidance"),
        ],
        compute="_compute_result",
        store=True,
        readonly=False,
        tracking=True,
        help="Proposed from the score and the limits of the post.",
    )
    note = fields.Text(string="Praise or Advice")
    state = fields.Selection(
        selection=[("draft", "To Do"), ("done", "Done")],
        required=True,
        default="draft",
        readonly=True,
        tracking=True,
        index=True,
    )

    _month_uniq = models.Constraint(
        "UNIQUE (employee_id, post_id, month)",
        "This person has been evaluated for this month already.",
    )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_text(self):
        for evaluation in self:
            evaluation.month_text = date_in_words(self.env, evaluation.month)

    @api.depends("employee_id", "month_text")
    def _compute_display_name(self):
        for evaluation in self:
            evaluation.display_name = (
                f"{evaluation.employee_id.name}, {evaluation.month_text}"
            )

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for evaluation in self:
            evaluation.is_mine = evaluation.employee_id in self.env.user.employee_ids

    @api.depends("score_ids.score", "score_ids.weight")
    def _compute_score(self):
        for evaluation in self:
            lines = evaluation.score_ids
            weight = sum(lines.mapped("weight"))
            total = sum(line.score * line.weight for line in lines)
            evaluation.score = total / weight if weight else 0

    @api.depends("score")
    def _compute_result(self):
        for evaluation in self:
            post = evaluation.post_id
            if not any(evaluation.score_ids.mapped("score")):
                evaluation.result = False
            elif evaluation.score >= post.reward_score:
                evaluation.result = "reward"
            elif evaluation.score < post.guidance_score:
                evaluation.result = "guidance"
            else:
                evaluation.result = "none"

    # Guards

    def write(self, vals):
        if not self.env.su:
            self._check_not_mine()
            if "state" in vals:
                raise UserError(self.env._("Evaluations are finished with the button."))
        return super().write(vals)

    def _check_not_mine(self):
        if any(evaluation.is_mine for evaluation in self):
            raise AccessError(
                self.env._("Nobody evaluates themselves: ask HR to do it.")
            )

    # Actions

    @needs_access("write")
    def action_done(self):
        """Finish, and let the person see it."""
        self._check_not_mine()
        for evaluation in self:
            if not evaluation.result:
                raise UserError(
                    self.env._(
                        "Score %(employee)s first, or choose a result.",
                        employee=evaluation.employee_id.name,
                    )
                )
            if evaluation.result == "guidance" and not evaluation.note:
                raise UserError(
                    self.env._(
                        "Write what %(employee)s can do better: guidance without "
                        "advice helps nobody.",
                        employee=evaluation.employee_id.name,
                    )
                )
        self.sudo().state = "done"
        self.activity_unlink(["mail.mail_activity_data_todo"])
        for evaluation in self:
            evaluation.message_notify(
                partner_ids=evaluation.employee_id._message_partners().ids,
                subject=self.env._("Your duty evaluation is ready"),
                body=evaluation.display_name,
            )

    @needs_access("write")
    def action_reopen(self):
        """Take a finished evaluation back, to correct it."""
        self._check_not_mine()
        self.sudo().state = "draft"

    # Job

    @api.model
    def _cron_begin(self):
        """Begin the evaluations of last month that nobody has begun yet."""
        month = fields.Date.context_today(self).replace(day=1) - relativedelta(months=1)
        self._begin(month)

    @api.model
    def _begin(self, month):
        """Begin the evaluations of everybody who had a duty in a month.

        :param date month: its first day
        """
        facts = self._facts(month)
        existing = self.search([("month", "=", month)])
        known = {(line.employee_id, line.post_id) for line in existing}
        criteria = self.env["hr.duty.criterion"].search([("id", "!=", False)])
        evaluations = self.create(
            [
                {
                    "employee_id": employee.id,
                    "post_id": post.id,
                    "month": month,
                    "score_ids": self._score_lines(criteria, post),
                    **values,
                }
                for (employee, post), values in facts.items()
                if (employee, post) not in known
            ]
        )
        evaluations._ask_managers()
        return evaluations

    def _score_lines(self, criteria, post):
        return [
            Command.create({"criterion_id": criterion.id, "weight": criterion.weight})
            for criterion in criteria
            if criterion.company_id in (post.company_id, self.env["res.company"])
        ]

    def _facts(self, month):
        """Return what is known of a month when its evaluations begin: what the roster
        says. Other add-ons add fields of the evaluation to the values.

        :return: {(employee, post): values}
        """
        groups = self.env["hr.duty.slot"]._read_group(
            [
                ("employee_id", "!=", False),
                ("state", "in", ("done", "absent")),
                ("work_date", ">=", month),
                ("work_date", "<", month + relativedelta(months=1)),
            ],
            ["employee_id", "post_id", "state", "is_night"],
            ["__count", "points:sum"],
        )
        facts = {}
        for employee, post, state, is_night, count, points in groups:
            row = facts.setdefault(
                (employee, post),
                {"duty_count": 0, "night_count": 0, "absence_count": 0, "points": 0},
            )
            if state == "absent":
                row["absence_count"] += count
            else:
                row["duty_count"] += count
                row["night_count"] += count if is_night else 0
                row["points"] += points
        return facts

    def _ask_managers(self):
        """Ask each manager once per post and month, on the first evaluation."""
        for post, evaluations in self.grouped("post_id").items():
            user = post.manager_id.user_id or self.env.ref("base.user_admin")
            asked = evaluations[0].with_context(lang=user.lang)
            asked.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=asked.env._(
                    "Evaluate %(count)s people on “%(post)s”",
                    count=len(evaluations),
                    post=asked.post_id.name,
                ),
                user_id=user.id,
            )
