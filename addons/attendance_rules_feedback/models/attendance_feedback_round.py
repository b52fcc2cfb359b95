from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"
#: What employees are told at the end.
TOLD = {"decision", "decision_note", "draft_id"}


class AttendanceFeedbackRound(models.Model):
    """CS-1.7: the employees of a company are asked about the attendance rules, without
    names, and told what becomes of it: the rules are adjusted, or they stay."""

    _name = "attendance.feedback.round"
    _description = "Feedback on Attendance Rules"
    _inherit = ["survey.round.mixin", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        check_company=True,
        index="btree_not_null",
        help="The rules that were in force when the employees were asked.",
    )

    # What becomes of it
    decision = fields.Selection(
        selection=[
            ("adjusted", "The Rules Are Adjusted"),
            ("kept", "The Rules Stay as They Are"),
        ],
        tracking=True,
        copy=False,
    )
    draft_id = fields.Many2one(
        comodel_name="attendance.policy",
        string="New Version",
        check_company=True,
        index="btree_not_null",
        copy=False,
        help="The draft that was made from this feedback.",
    )
    decision_note = fields.Text(
        string="Reason",
        copy=False,
        help="What employees read: what will change, or why nothing does.",
    )
    decided_on = fields.Date(readonly=True, copy=False)
    decided_by_id = fields.Many2one(comodel_name="res.users", readonly=True, copy=False)

    _one_per_day = models.UniqueIndex(
        "(company_id, date_start)",
        "The employees have been asked on this day already: choose another day.",
    )
    _without_names = models.Constraint(
        "CHECK(is_anonymous)", "Employees are asked about the rules without names."
    )

    @api.depends("date_start")
    def _compute_name(self):
        for asked in self:
            month = asked.date_start and f"{asked.date_start:%Y-%m}"
            asked.name = self.env._("Feedback of %(month)s", month=month or "")

    @api.depends("decided_on")
    def _compute_result_html(self):
        """Override: with what became of it."""
        return super()._compute_result_html()

    def write(self, vals):
        """A decision that people were told stays as it is."""
        if TOLD & vals.keys() and any(asked.decided_on for asked in self):
            raise UserError(
                self.env._(
                    "Everybody has been told of this decision: it stays. Decide "
                    "otherwise after the next questioning."
                )
            )
        return super().write(vals)

    @api.model
    def _own_fields(self):
        return super()._own_fields() | {"decided_on", "decided_by_id"}

    # Whom to ask, and what

    def _round_partners(self):
        domain = [("company_id", "=", self.company_id.id)]
        return self.env["hr.employee"].sudo().search(domain)._message_partners()

    def _round_template(self):
        return self.company_id.sudo().attendance_feedback_survey_id or self.env.ref(
            "attendance_rules_feedback.survey_attendance_feedback"
        )

    def _round_subject(self):
        return self.env._("Your opinion on the attendance rules")

    def _round_lead(self):
        return self.env._("What do you think of our attendance rules?")

    def _result_template(self):
        return "attendance_rules_feedback.attendance_feedback_result"

    def _prepare_survey(self):
        """Override: the company says from how many answers on results are shown."""
        self.minimum = self.company_id.sudo().attendance_feedback_minimum
        return super()._prepare_survey()

    # Regularly

    @api.model
    def _start_rounds(self, today):
        """Override: ask in every company whose turn it is."""
        res = super()._start_rounds(today)
        due = [("attendance_feedback_months", ">", 0)]
        for company in self.env["res.company"].search(due):
            if self._is_due(company, today):
                self._start(company, today)
        return res

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
                "reminder_days": company.attendance_feedback_reminder_days,
            }
        )
        asked.action_ask()
        return asked

    # What becomes of it

    @needs_access("read")
    def action_close(self):
        """Override: HR is asked what becomes of it."""
        running = self.filtered(lambda asked: asked.state == "running")
        result = super().action_close()
        running._ask_for_decision()
        return result

    @needs_access("read")
    def action_make_draft(self):
        """Copy the version in force to a draft that adjusts the rules, and open it."""
        self.ensure_one()
        self._check_over()
        today = fields.Date.context_today(self)
        policy = self.env["attendance.policy"]._get_policy(self.company_id, today)
        source = policy or self.policy_id
        if not source:
            raise UserError(self.env._("No rules are in force that could be adjusted."))
        self.draft_id = source._copy_version(company_id=self.company_id.id)
        self.decision = "adjusted"
        return self.draft_id._open_form()

    @needs_access("write")
    def action_decide(self):
        """Keep the decision, and tell it to whoever was asked."""
        for asked in self:
            asked._check_decision()
            asked.sudo().write(
                {
                    "decided_on": fields.Date.context_today(asked),
                    "decided_by_id": self.env.uid,
                }
            )
            asked._tell_decision()
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def _check_over(self):
        if self.state != "done":
            raise UserError(
                self.env._(
                    "Employees are still being asked: decide when the questioning "
                    "is over."
                )
            )

    def _check_decision(self):
        self._check_over()
        if not self.decision:
            raise UserError(
                self.env._("Choose first whether the rules are adjusted or stay.")
            )
        if self.decision == "adjusted" and not self.draft_id:
            raise UserError(
                self.env._(
                    "Make the draft of the new version first: what is adjusted has "
                    "to be written down."
                )
            )
        if self.decision == "kept" and not (self.decision_note or "").strip():
            raise UserError(
                self.env._(
                    "Say why the rules stay as they are: those who answered want to "
                    "know."
                )
            )

    def _ask_for_decision(self):
        """An activity for every HR administrator of the company."""
        admins = self.env.ref(HR_ADMIN).sudo().all_user_ids
        for asked in self:
            for user in admins.filtered(
                lambda user, company=asked.company_id: (
                    user.active and not user.share and company in user.company_ids
                )
            ):
                asked.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=asked.with_context(lang=user.lang).env._(
                        "Decide what becomes of the feedback"
                    ),
                    user_id=user.id,
                )

    @api.model
    def _undecided_domain(self):
        return [("state", "=", "done"), ("decided_on", "=", False)]

    def _tell_decision(self):
        """Tell the employees of the company, in the language of each."""
        for lang, people in self._round_partners()._by_reader_lang().items():
            told = self.with_context(lang=lang)
            told.message_notify(
                subject=told.env._(
                    "What becomes of your opinion on the attendance rules"
                ),
                body=told._decision_body(),
                partner_ids=people.ids,
            )

    def _decision_body(self):
        return Markup("<p>%s</p><p>%s</p>") % (
            self._decision_text(),
            self.decision_note or "",
        )

    def _decision_text(self):
        """The decision in a sentence."""
        if self.decision == "kept":
            return self.env._("The attendance rules stay as they are.")
        return self.env._(
            "The attendance rules are adjusted: a new version is being prepared, and "
            "you are asked to read it before it counts."
        )
