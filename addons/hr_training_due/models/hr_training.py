from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access


class HrTraining(models.Model):
    """One training that a person owes or has done, with the evidence (CS-1.7, CS-2.3).

    When it is done, the next one is due after the interval of the plan. People are
    told what they owe: an activity each, and one message per training.
    """

    _name = "hr.training"
    _description = "Training"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "due_date, id"
    _rec_name = "plan_id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        comodel_name="hr.training.plan",
        string="Training",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
        check_company=True,
    )
    kind_id = fields.Many2one(related="plan_id.kind_id")
    content = fields.Html(related="plan_id.content")
    self_study = fields.Boolean(related="plan_id.self_study")
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    department_id = fields.Many2one(related="employee_id.department_id")
    is_mine = fields.Boolean(compute="_compute_is_mine")
    can_record = fields.Boolean(compute="_compute_can_record")

    # What is owed
    due_date = fields.Date(string="Due", required=True, tracking=True)
    change_id = fields.Many2one(
        comodel_name="hr.training.change",
        string="Because Of",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    remind_date = fields.Date(compute="_compute_remind_date", store=True)
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )

    # What was done
    done_date = fields.Date(string="Done On", tracking=True, copy=False)
    certificate = fields.Binary(string="Evidence", attachment=True, copy=False)
    certificate_name = fields.Char(copy=False)
    note = fields.Text(help="Trainer, place, result.")
    confirmed_at = fields.Datetime(
        string="Read and Confirmed",
        readonly=True,
        copy=False,
        help="By the person, where the training allows self-study.",
    )
    state = fields.Selection(
        selection=[("open", "To Do"), ("done", "Done")],
        compute="_compute_state",
        store=True,
    )

    _one_open = models.UniqueIndex(
        "(plan_id, employee_id) WHERE done_date IS NULL",
        "This person owes the training already: delete that line first.",
    )

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for training in self:
            training.is_mine = training.sudo().employee_id.user_id == self.env.user

    @api.depends("company_id", "plan_id", "employee_id")
    @api.depends_context("uid")
    def _compute_can_record(self):
        writable = self._filtered_access("write")
        for training in self:
            training.can_record = training in writable

    @api.depends("due_date", "change_id", "plan_id.remind_days")
    def _compute_remind_date(self):
        """In time before it is due; at once when something has changed."""
        for training in self:
            days = training.plan_id.remind_days
            training.remind_date = training.change_id.date or (
                training.due_date and training.due_date - relativedelta(days=days)
            )

    @api.depends("done_date")
    def _compute_state(self):
        for training in self:
            training.state = "done" if training.done_date else "open"

    @api.depends("due_date", "state")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for training in self:
            training.is_overdue = training.state == "open" and training.due_date < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domain = Domain("state", "=", "open") & Domain("due_date", "<", today)
        return domain if True in value else ~domain

    @api.constrains("done_date", "certificate", "note", "confirmed_at")
    def _check_done(self):
        today = fields.Date.context_today(self)
        for training in self.filtered("done_date"):
            if training.done_date > today:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot be done in the future: enter the day on "
                        "which it took place.",
                        name=training.display_name,
                    )
                )
            if not (training.certificate or training.note or training.confirmed_at):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” needs evidence: attach the certificate, or write "
                        "who trained and how it went.",
                        name=training.display_name,
                    )
                )

    def write(self, vals):
        were_open = self.filtered(lambda training: training.state == "open")
        result = super().write(vals)
        were_open.filtered("done_date")._plan_next()
        return result

    # Actions

    @needs_access("read")
    def action_confirm(self):
        """The person has read the text of a training that allows self-study."""
        for training in self:
            training._check_self_study()
        self.filtered(lambda training: training.state == "open").sudo().write(
            {
                "done_date": fields.Date.context_today(self),
                "confirmed_at": fields.Datetime.now(),
            }
        )

    @needs_access("read")
    def action_record(self):
        """Open the form that records one session for all of them."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a Session"),
            "res_model": "hr.training.session",
            "view_mode": "form",
            "target": "new",
            "context": {"default_training_ids": self.ids},
        }

    def _check_self_study(self):
        if not self.is_mine:
            raise AccessError(
                self.env._("Only the person confirms to have read something.")
            )
        if not self.self_study:
            raise UserError(
                self.env._(
                    "“%(name)s” is not for self-study: take part in a session, and "
                    "the trainer records it.",
                    name=self.display_name,
                )
            )

    def _plan_next(self):
        """What follows when these are done: the next one, where there is one."""
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self.flush_recordset(["done_date"])  # before the next ones: one open at a time
        today = fields.Date.context_today(self)
        vals_list = []
        for training in self.sudo():
            recurrence = training.plan_id._recurrence()
            if due := recurrence.next_due(today, done=training.done_date):
                vals_list.append(training._prepare_next(due))
        self.sudo()._quiet().create(vals_list)

    def _prepare_next(self, due):
        return {
            "plan_id": self.plan_id.id,
            "employee_id": self.employee_id.id,
            "due_date": due,
        }

    def _quiet(self):
        """Without a log line per record: for debts, which a job notes in bulk."""
        return self.with_context(
            tracking_disable=True, mail_create_nosubscribe=True, mail_create_nolog=True
        )

    # What people are told

    @api.model
    def _cron_remind(self):
        """Note who owes what, and remind of what is due soon, each once."""
        everything = [("active", "in", [True, False])]
        self.env["hr.training.plan"].search(everything)._require()
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
            for plan, rows in told.grouped("plan_id").items():
                rows._notify(plan)

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
                "Training of %(employee)s: %(training)s",
                employee=self.employee_id.name,
                training=self.plan_id.name,
            ),
            "user_id": user.id,
        }

    def _reader(self):
        """Who is told: the person, or who answers for somebody who cannot log in."""
        people = (self.employee_id, *self._answering())
        return next((one for one in people if one.user_id), self.employee_id)

    def _answering(self):
        """Who answers for the person, the nearest first. Other add-ons add some."""
        return [self.employee_id.parent_id]

    def _notify(self, plan):
        """One message to all who are reminded of the same training."""
        plan.message_notify(
            subject=self.env._("Training: %(training)s", training=plan.name),
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
