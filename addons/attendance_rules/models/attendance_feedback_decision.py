from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"
DECIDED = {"decision", "decision_note", "draft_id"}


class AttendanceFeedbackRound(models.Model):
    """CS-1.7: what becomes of the feedback: the rules are adjusted, or they stay.

    HR decides once a round is over, and whoever was asked is told.
    """

    _inherit = "attendance.feedback.round"

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

    def write(self, vals):
        """A decision that people were told stays as it is."""
        if DECIDED & set(vals) and any(asked.decided_on for asked in self):
            raise UserError(
                self.env._(
                    "Everybody has been told of this decision: it stays. Decide "
                    "otherwise after the next questioning."
                )
            )
        return super().write(vals)

    def action_close(self):
        """Override: HR is asked what becomes of it."""
        result = super().action_close()
        self.filtered(lambda asked: not asked.decided_on)._ask_for_decision()
        return result

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

    def action_decide(self):
        """Keep the decision, and tell it to whoever was asked."""
        for asked in self:
            asked._check_decision()
            asked.write(
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
        employees = (
            self.env["hr.employee"]
            .sudo()
            .search([("company_id", "=", self.company_id.id)])
        )
        for lang, people in employees._by_reader_lang().items():
            told = self.with_context(lang=lang)
            told.message_notify(
                subject=told.env._(
                    "What becomes of your opinion on the attendance rules"
                ),
                body=told._decision_body(),
                partner_ids=people._message_partners().ids,
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
