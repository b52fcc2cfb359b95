from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL, consteq, hmac

SCOPE = "attendance-feedback"


class AttendanceFeedbackRound(models.Model):
    """CS-1.7: one answer per employee, and nobody can tell whose it is.

    As at an election: a list says who has not been given a ballot yet, and the ballot
    carries no name. Whoever takes one is struck off the list. The list keeps neither
    times nor an order that could be held against those of the answers.
    """

    _inherit = "attendance.feedback.round"

    waiting_ids = fields.Many2many(
        comodel_name="hr.employee",
        relation="attendance_feedback_waiting",
        column1="round_id",
        column2="employee_id",
        string="Have Not Answered",
        groups=NO_ACCESS,
    )

    def action_answer(self):
        """Open the page on which the user begins the own answer."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self._own_url(), "target": "self"}

    def _own_url(self):
        """Where whoever is signed in answers: the same for everybody."""
        return f"/attendance/feedback/{self.id}"

    def _personal_url(self, employee):
        """Where an employee without a user answers."""
        path = f"{self._own_url()}/{employee.id}/{self._signature(employee)}"
        return self.get_base_url() + path

    def _signature(self, employee):
        return hmac(self.env(su=True), SCOPE, (self.id, employee.id))

    @api.model
    def _employee_of(self, round_id, employee_id, signature):
        """Whom a personal link is for; nobody if it is wrong."""
        asked = self.browse(round_id)
        employee = self.env["hr.employee"].browse(employee_id)
        known = consteq(asked._signature(employee), signature)
        return employee.exists() if known else employee.browse()

    def _own_employee(self):
        """The employee that the user is in the company of the round."""
        return self.env.user.employee_ids.filtered(
            lambda employee: employee.company_id == self.company_id
        )[:1]

    def _is_open(self):
        """Whether answers are still taken."""
        return self.state == "running" and bool(self.survey_id)

    def _is_waiting(self, employee):
        """Whether the employee was asked and has not begun an answer."""
        return employee in self.sudo().waiting_ids

    def _hand_out(self, employee):
        """Begin the answer of an employee, once.

        Two requests at the same time cannot both strike the employee off the list.

        :return: ``survey.user_input`` without a name, empty for whoever is not waiting
        """
        self.ensure_one()
        answers = self.env["survey.user_input"].sudo()
        if not self._is_open():
            return answers
        self.env.flush_all()
        struck = self.env.execute_query(
            SQL(
                """
                DELETE FROM attendance_feedback_waiting
                 WHERE round_id = %s AND employee_id = %s
                RETURNING employee_id
                """,
                self.id,
                employee.id,
            )
        )
        self.invalidate_recordset(["waiting_ids"])
        if not struck:
            return answers
        return self.survey_id.sudo()._create_ballot(employee._reader_lang())

    def _invite(self):
        """Ask everybody: with one message per language, or a link for oneself."""
        employees = (
            self.env["hr.employee"]
            .sudo()
            .search([("company_id", "=", self.company_id.id)])
        )
        self.invited_count = len(employees)
        self.sudo().waiting_ids = employees
        for lang, people in employees._by_reader_lang().items():
            told = self.with_context(lang=lang)
            users = people.filtered("user_id")
            told._send_link(users)
            told._mail_links(people - users)

    def _send_link(self, employees):
        url = self.get_base_url() + self._own_url()
        self.message_notify(
            body=self._invitation(url),
            subject=self._subject(),
            partner_ids=employees._message_partners().ids,
        )

    def _mail_links(self, employees):
        """E-mail to whoever cannot sign in the link for that person only."""
        self.env["mail.mail"].sudo().create(
            [
                {
                    "subject": self._subject(),
                    "body_html": self._invitation(self._personal_url(employee)),
                    "recipient_ids": employee.work_contact_id.ids,
                    "auto_delete": True,
                }
                for employee in employees
                if employee.work_contact_id.email
            ]
        )

    def _subject(self):
        return self.env._("Your opinion on the attendance rules")

    def _invitation(self, url):
        return Markup("<p>%s</p><p>%s</p><p><a href='%s'>%s</a></p>") % (
            self.env._("What do you think of our attendance rules?"),
            self.env._(
                "Five short questions, until %(date)s. Your answers are anonymous: they"
                " carry no name, and nobody sees them one by one.",
                date=fields.Date.to_string(self.date_end),
            ),
            url,
            self.env._("Answer now"),
        )
