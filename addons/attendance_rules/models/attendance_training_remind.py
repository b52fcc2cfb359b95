from markupsafe import Markup

from odoo import api, fields, models


class AttendanceTraining(models.Model):
    """People are told what they owe: an activity each, one message per training."""

    _inherit = "attendance.training"

    @api.model
    def _cron_remind(self):
        """Note who owes what, and remind of what is due soon, each once."""
        everything = [("active", "in", [True, False])]
        self.env["attendance.course"].search(everything)._require()
        self.search(
            [
                ("state", "=", "open"),
                ("remind_date", "<=", fields.Date.context_today(self)),
                ("activity_ids", "=", False),
            ]
        )._remind()

    def _remind(self):
        langs = self.grouped(lambda training: training._reader()._reader_lang())
        for lang, trainings in langs.items():
            told = trainings.with_context(lang=lang)
            told._schedule()
            for course, rows in told.grouped("course_id").items():
                rows._notify(course)

    def _schedule(self):
        """An activity for each, in one go."""
        todo = self.env.ref("mail.mail_activity_data_todo")
        model = self.env["ir.model"]._get(self._name)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [training._prepare_activity(todo, model) for training in self]
        )

    def _prepare_activity(self, todo, model):
        user = self._reader().user_id or self.env.ref("base.user_admin")
        return {
            "activity_type_id": todo.id,
            "res_model_id": model.id,
            "res_id": self.id,
            "date_deadline": self.due_date,
            "summary": self.env._(
                "Training of %(employee)s: %(course)s",
                employee=self.employee_id.name,
                course=self.course_id.name,
            ),
            "user_id": user.id,
        }

    def _reader(self):
        """Who is told: the person, or the manager of somebody who cannot log in."""
        person = self.employee_id
        people = (person, self.post_id.manager_id, person.parent_id)
        return next((one for one in people if one.user_id), person)

    def _notify(self, course):
        """One message to all who are reminded of the same training."""
        course.message_notify(
            subject=self.env._("Training: %(course)s", course=course.name),
            body=Markup("<p>%s</p><p><a href='/odoo/my-trainings'>%s</a></p>")
            % (self._message(), self.env._("My Trainings")),
            partner_ids=self.employee_id._message_partners().ids,
        )

    def _message(self):
        change = self.change_id[:1]
        if change:
            return self.env._(
                "Please do this training again: %(reason)s.",
                reason=change.display_name,
            )
        return self.env._("Please do this training before it is due.")
